import NIOCore

/// A small HTTP/1.1 client: one connection, one request after the other.
package final class HTTPProbe: Sendable {
    private let connection: RawConnection
    private let host: String

    package init(host: String = "127.0.0.1", port: Int) async throws {
        connection = try await RawConnection.open(host: host, port: port)
        self.host = "\(host):\(port)"
    }

    /// Sends one request on a connection of its own.
    package static func request(
        _ method: String = "GET", _ path: String, host: String = "127.0.0.1", port: Int,
        headers: [String: String] = [:], body: String? = nil, before deadline: Deadline = .usual
    ) async throws -> HTTPReply {
        let probe = try await HTTPProbe(host: host, port: port)
        return try await probe.request(method, path, headers: headers, body: body, before: deadline)
    }

    /// - Parameter headers: `host` and `content-length` are added when they are not there.
    package func request(
        _ method: String = "GET", _ path: String, headers: [String: String] = [:], body: String? = nil,
        before deadline: Deadline = .usual
    ) async throws -> HTTPReply {
        let given = Set(headers.keys.map { $0.lowercased() })
        var text = "\(method) \(path) HTTP/1.1\r\n"
        if !given.contains("host") { text += "host: \(host)\r\n" }
        if let body, !given.contains("content-length") { text += "content-length: \(body.utf8.count)\r\n" }
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        try await connection.write(text + "\r\n" + (body ?? ""))
        return try await reply(isHead: method == "HEAD", before: deadline)
    }

    /// The rest of the connection, to see that there is none.
    package func rest(before deadline: Deadline = .usual) async throws -> String {
        try await connection.readToEnd(before: deadline)
    }

    private func reply(isHead: Bool, before deadline: Deadline) async throws -> HTTPReply {
        var reader = HTTPReplyReader(isHead: isHead)
        while true {
            guard let bytes = try await connection.read(before: deadline) else {
                if let reply = reader.end() { return reply }
                throw ConnectionEnded("waiting for an HTTP answer")
            }
            if let reply = try reader.take(bytes) { return reply }
        }
    }
}
