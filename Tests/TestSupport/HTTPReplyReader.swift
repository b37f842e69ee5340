import NIOCore

/// Reads one HTTP answer from bytes as they come.
struct HTTPReplyReader {
    private enum Body {
        case length(Int)
        case chunks, untilEnd
    }

    private var unread = ByteBuffer()
    private var reply: HTTPReply?
    private let isHead: Bool

    init(isHead: Bool = false) {
        self.isHead = isHead
    }

    /// What came after the answer: the first bytes of another protocol.
    var leftover: ByteBuffer { unread }

    /// The answer, once it is whole.
    mutating func take(_ bytes: ByteBuffer) throws -> HTTPReply? {
        var bytes = bytes
        unread.writeBuffer(&bytes)
        if reply == nil {
            guard let end = position(of: "\r\n\r\n") else { return nil }
            reply = unread.readString(length: end).flatMap(HTTPReply.init(head:))
            unread.moveReaderIndex(forwardBy: 4)
            guard reply != nil else { throw ConnectionEnded("reading something that is not HTTP") }
        }
        return takeBody()
    }

    /// The answer, when the end of the connection is the end of it.
    mutating func end() -> HTTPReply? {
        guard var reply, case .untilEnd = framing(of: reply) else { return nil }
        reply.body.writeBuffer(&unread)
        return reply
    }

    private mutating func takeBody() -> HTTPReply? {
        guard var reply else { return nil }
        switch framing(of: reply) {
        case .untilEnd: return nil
        case .length(let length):
            guard let body = unread.readSlice(length: length) else { return nil }
            reply.body = body
            return reply
        case .chunks:
            while let end = position(of: "\r\n") {
                var rest = unread
                guard let size = rest.readString(length: end).flatMap({ Int($0, radix: 16) }) else { return nil }
                rest.moveReaderIndex(forwardBy: 2)
                guard var chunk = rest.readSlice(length: size), rest.readSlice(length: 2) != nil else { break }
                unread = rest
                if size == 0 { return reply }
                reply.body.writeBuffer(&chunk)
                self.reply = reply
            }
            return nil
        }
    }

    private func framing(of reply: HTTPReply) -> Body {
        if isHead || reply.status / 100 == 1 || reply.status == 204 || reply.status == 304 { return .length(0) }
        if reply["transfer-encoding"]?.lowercased() == "chunked" { return .chunks }
        return reply["content-length"].flatMap(Int.init).map(Body.length) ?? .untilEnd
    }

    private func position(of text: String) -> Int? {
        let view = unread.readableBytesView
        let wanted = Array(text.utf8)
        guard view.count >= wanted.count else { return nil }
        return (0...(view.count - wanted.count)).first { offset in
            view[view.startIndex.advanced(by: offset)...].prefix(wanted.count).elementsEqual(wanted)
        }
    }
}
