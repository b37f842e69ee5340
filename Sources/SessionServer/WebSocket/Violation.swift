/// What a peer did that it must not do, and the code it is closed with.
package struct Violation: Error, Hashable, Sendable {
    package let code: WebSocketCloseCode
    /// A constant sentence: it goes to the peer and into the log.
    package let reason: String

    package init(_ code: WebSocketCloseCode, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}
