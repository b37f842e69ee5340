/// What the query of a request to Engine.IO asks for.
public struct EngineRequest: Sendable, Hashable {
    /// How packets travel.
    public enum Transport: String, Sendable, Hashable {
        /// Long-polling over HTTP.
        case polling
        /// A WebSocket.
        case webSocket = "websocket"
    }

    /// How packets travel.
    public let transport: Transport
    /// The session it is for, or nothing when it opens one.
    public let session: String?

    /// Judges a query, as it stands behind the `?`.
    ///
    /// - Parameters:
    ///   - opensWithGet: whether the request's method is GET, which is how sessions are opened.
    ///   - isWebSocket: whether the request asks to become a WebSocket.
    public init(query: String, opensWithGet: Bool, isWebSocket: Bool) throws(EngineRefusal) {
        var fields: [Substring: Substring] = [:]
        for field in query.split(separator: "&") {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            // The first of a name counts.
            if let name = parts.first, fields[name] == nil { fields[name] = parts.count > 1 ? parts[1] : "" }
        }
        guard let transport = fields["transport"].flatMap({ Transport(rawValue: String($0)) }),
            (transport == .webSocket) == isWebSocket
        else { throw .unknownTransport }
        guard fields["EIO"] == "4" else { throw .unsupportedVersion }
        self.transport = transport
        session = fields["sid"].map(String.init)
        guard session != nil || opensWithGet else { throw .badMethod }
    }
}
