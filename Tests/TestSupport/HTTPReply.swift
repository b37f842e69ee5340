package import NIOCore

/// An HTTP answer, as a test sees it.
package struct HTTPReply: Sendable, CustomStringConvertible {
    package let status: Int
    /// In their order, names in lower case.
    package let headers: [(name: String, value: String)]
    package var body: ByteBuffer

    /// The first value of a header field; the name in lower case.
    package subscript(name: String) -> String? {
        headers.first { $0.name == name }?.value
    }

    /// All values of a header field; the name in lower case.
    package func values(of name: String) -> [String] {
        headers.filter { $0.name == name }.map(\.value)
    }

    package var text: String { String(buffer: body) }

    /// The body as JSON; null when it is none.
    package var json: JSON { JSON(text) ?? .null }

    package var description: String { "\(status) \(text.prefix(500))" }

    /// Reads a head without its empty line.
    package init?(head: String) {
        var lines = head.split(separator: "\r\n", omittingEmptySubsequences: true)[...]
        guard let first = lines.popFirst() else { return nil }
        let words = first.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
        self.status = status
        headers = lines.map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
            return (name: parts[0].lowercased(), value: String(value))
        }
        body = ByteBuffer()
    }
}
