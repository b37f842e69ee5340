/// A request to become a WebSocket, whose handshake is in order.
package struct UpgradeRequest: Sendable {
    /// The id of the connection; the socket's `id`, should there be one. 128 random bits in hexadecimal.
    package let connection: String
    package let path: String
    /// What follows the `?`, as it came; empty when there is none.
    package let query: String
    /// The header fields in their order, names in lower case.
    package let headers: [(name: String, value: String)]
    /// The subprotocols that are offered, in the peer's order.
    package let subprotocols: [String]
    /// The peer's numeric address without a port; empty for a socket that has none.
    package let remoteAddress: String

    package init(
        connection: String, path: String, query: String, headers: [(name: String, value: String)],
        subprotocols: [String], remoteAddress: String
    ) {
        self.connection = connection
        self.path = path
        self.query = query
        self.headers = headers
        self.subprotocols = subprotocols
        self.remoteAddress = remoteAddress
    }

    /// The values of one header field.
    ///
    /// - Parameter name: in lower case.
    package func values(of name: String) -> [String] {
        headers.filter { $0.name == name }.map(\.value)
    }
}
