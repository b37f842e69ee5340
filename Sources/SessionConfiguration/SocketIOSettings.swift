/// How Socket.IO clients are let in and kept.
public struct SocketIOSettings: Sendable, Hashable {
    /// How often a client is asked for a sign of life.
    public let pingInterval: Duration
    /// How long it may take to give one.
    public let pingTimeout: Duration
}
