/// Why an Engine.IO session ended.
public enum EngineCloseReason: String, Sendable, Hashable {
    /// The client said that it goes.
    case byClient = "client close"
    /// The server ended it.
    case byServer = "forced close"
    /// No sign of life in time.
    case silent = "ping timeout"
    /// Its WebSocket, or the poll it was waiting with, is gone.
    case transportClosed = "transport close"
    /// It broke the protocol of the transport.
    case transportError = "transport error"
    /// A packet could not be read.
    case malformed = "parse error"
    /// Too much waits for it.
    case slow = "too much waits to be sent"
}
