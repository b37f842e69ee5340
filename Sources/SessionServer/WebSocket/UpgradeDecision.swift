/// What becomes of a request for a WebSocket.
package enum UpgradeDecision: Sendable {
    /// It becomes one.
    ///
    /// - Parameter subprotocol: one of those offered, or nothing.
    case accept(any WebSocketSession, subprotocol: String?)
    /// It is answered like any other request, and the connection is closed.
    case refuse(UpgradeRefusal)
}
