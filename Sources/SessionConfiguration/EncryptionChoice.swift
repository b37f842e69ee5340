public import SessionCore

/// How payloads are encrypted: where the keys come from, and what they were when the configuration was read.
public struct EncryptionChoice: Sendable {
    /// Where the keys come from.
    public enum Source: Sendable, Hashable {
        /// A file, by its path; it may change while the server runs.
        case file(String)
        /// An environment variable, by its name.
        case variable(String)
    }

    /// Where the keys come from.
    public let source: Source
    /// The keys; all of them were checked.
    public let keys: EncryptionKeys
}
