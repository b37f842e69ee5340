import SessionCore
import Testing

@testable import RedisStorage

@Suite struct WireReplyReaderTests {
    private func feed(_ bytes: [UInt8], to reader: inout RedisReplyReader) throws {
        try bytes.withUnsafeBytes { try reader.feed($0) }
    }

    private func replies(_ text: String, pieces size: Int = .max) throws -> [RedisReply] {
        var reader = try RedisReplyReader()
        var replies: [RedisReply] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(size))
            rest = rest.dropFirst(size)
            try feed(piece, to: &reader)
            while let reply = try reader.next() { replies.append(reply) }
        }
        return replies
    }

    @Test(arguments: [1, 2, 3, 7, Int.max])
    func readsEveryKindInPiecesOfAnySize(size: Int) throws {
        let text =
            "+OK\r\n:-7\r\n$-1\r\n$0\r\n\r\n$3\r\na\r\n\r\n-ERR no\r\n*-1\r\n*0\r\n*3\r\n*2\r\n:1\r\n+x\r\n$1\r\nz\r\n$-1\r\n"
        let expected: [RedisReply] = [
            .status("OK"), .integer(-7), .null, .string([]), .string(Array("a\r\n".utf8)), .error("ERR no"), .null,
            .array([]), .array([.array([.integer(1), .status("x")]), .string([122]), .null]),
        ]
        #expect(try replies(text, pieces: size) == expected)
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\n", "\0\0\0\0", "$x\r\n", ":1x\r\n", "*1\r\n$-2\r\n", "$99999999999999999999\r\n",
        "\u{15}\u{3}\u{1}\0",
    ])
    func refusesWhatIsNoReply(text: String) {
        #expect(throws: RedisProtocolError.unreadable) { try replies(text) }
    }

    @Test func refusesADeepReply() {
        #expect(throws: RedisProtocolError.unreadable) { try replies(String(repeating: "*1\r\n", count: 50)) }
    }

    @Test func anAnnouncedLengthReservesNothing() throws {
        #expect(try replies("*2147483647\r\n:1\r\n") == [])
        #expect(try replies("$9223372036854775807\r\nabc") == [])
    }

    @Test func refusesTooManyElements() {
        let many = "*\(Limits.replyElements + 10)\r\n" + String(repeating: ":1\r\n", count: Limits.replyElements + 10)
        #expect(throws: RedisProtocolError.tooLarge) { try replies(many, pieces: 65_536) }
    }

    @Test func refusesTooManyBytes() throws {
        var reader = try RedisReplyReader()
        let piece = [UInt8](repeating: 120, count: 1 << 20)
        try feed(Array("$999999999\r\n".utf8), to: &reader)
        var error: (any Error)?
        for _ in 0...(Limits.replyBytes >> 20) where error == nil {
            do {
                try feed(piece, to: &reader)
                _ = try reader.next()
            } catch let thrown {
                error = thrown
            }
        }
        #expect(error as? RedisProtocolError == .tooLarge)
    }
}
