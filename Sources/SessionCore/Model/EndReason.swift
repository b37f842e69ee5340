/// Why a session is no more; a tombstone carries it.
public enum EndReason: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nobody used it until its idle deadline.
    case idle
    /// Its absolute deadline came.
    case absolute
    /// Its holder ended it.
    case loggedOut
    /// Somebody with the right to do so ended it, alone or with all others of its principal.
    case revoked
    /// It was rotated: the session lives on under another key.
    case superseded
}
