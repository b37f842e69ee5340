/// What a peer did that the protocol does not allow: it is closed for it.
public struct ProtocolViolation: Error, Sendable, Hashable, CustomStringConvertible {
    /// A constant sentence, fit for a log: nothing that the peer sent is in it.
    public let description: String

    /// Makes a violation of a constant sentence.
    public init(_ description: String) {
        self.description = description
    }
}
