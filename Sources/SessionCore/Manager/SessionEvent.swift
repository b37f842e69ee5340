/// Something that happened to a session in this process.
public enum SessionEvent: Sendable, Hashable {
    /// It was created.
    case created(SessionHandle)
    /// Its payload changed, to this version.
    case committed(SessionHandle, version: UInt64)
    /// It lives under another key now.
    case rotated(SessionHandle)
    /// It ended; whoever is connected through it must go.
    case ended(SessionHandle, EndReason)
    /// All sessions of a principal but one were ended, or may have been: the store did not see the end of it.
    case endedAll(of: Principal, except: SessionHandle?)
    /// A window came.
    case attached(SessionHandle, window: String)
    /// A window went, and whether it was the last.
    case detached(SessionHandle, window: String, wasLast: Bool)
    /// A key was shown after its grace: somebody has an old secret.
    case reused(SessionHandle?)
}
