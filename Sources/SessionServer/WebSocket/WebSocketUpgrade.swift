/// The door to a WebSocket: one path, and who gets through.
package protocol WebSocketUpgrade: Sendable {
    /// The path, exactly as it stands in a request; `/window`.
    var path: String { get }
    /// Whether ordinary requests for the path pass by: only those that ask to become a WebSocket are the door's.
    var sharesPath: Bool { get }
    /// Decides, before anything is answered, whether a request becomes a WebSocket.
    ///
    /// The request is complete and its handshake in order. Nothing more is read from the connection meanwhile.
    func decide(_ request: UpgradeRequest) async -> UpgradeDecision
}
