import NIOCore
import Testing

@testable import SessionBench

@Suite struct WindowStreamTests {
    private static let handshake = Array("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n".utf8)

    /// A frame of the server with a message in it.
    private static func frame(_ message: [UInt8], opcode: UInt8 = 0x82) -> [UInt8] {
        message.count < 126
            ? [opcode, UInt8(message.count)] + message
            : [opcode, 126, UInt8(message.count >> 8), UInt8(message.count & 0xff)] + message
    }

    private static func output(_ offset: UInt8, _ text: [UInt8]) -> [UInt8] {
        frame([0x83, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, offset] + text)
    }

    /// What comes of bytes that arrive in parts of this length, output joined.
    private static func words(of bytes: [UInt8], parts length: Int) throws -> (words: [String], output: [UInt8]) {
        var stream = WindowStream()
        var words: [String] = []
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: length) {
            let part = Array(bytes[start..<min(bytes.count, start + length)])
            try part.withUnsafeBytes { raw in
                try stream.take(raw) { piece throws(BenchFailure) in
                    switch piece {
                    case .upgraded(let status): words.append(status)
                    case .output(let bytes, _, let offset):
                        guard offset == UInt64(output.count) else { throw BenchFailure("a gap") }
                        output += bytes
                    case .message(let kind, let body): words.append("\(kind): \(String(buffer: body))")
                    case .ping(let payload): words.append("ping \(String(buffer: payload))")
                    case .close(let reason): words.append("close \(reason)")
                    }
                }
            }
        }
        return (words, output)
    }

    @Test(arguments: [1, 2, 3, 7, 64, 4_096])
    func whereverBytesAreCutTheSamePiecesComeOut(_ length: Int) throws {
        let long = [UInt8](repeating: 0x78, count: 300)
        let bytes =
            Self.handshake + Self.frame([0x86] + Array("{}".utf8)) + Self.output(0, Array("ab".utf8))
            + Self.frame(Array("hi".utf8), opcode: 0x89) + Self.output(2, long) + Self.output(0, [])
            + Self.frame([0x0f, 0xa1] + Array("enough".utf8), opcode: 0x88)
        let (words, output) = try Self.words(of: bytes, parts: length)
        #expect(words == ["HTTP/1.1 101 Switching Protocols", "134: {}", "ping hi", "close enough"])
        #expect(output == Array("ab".utf8) + long)
    }

    @Test func aMaskedFrameOfAServerIsRefused() {
        #expect(throws: BenchFailure.self) {
            _ = try Self.words(of: Self.handshake + [0x82, 0x81, 0, 0, 0, 0, 0x86], parts: 64)
        }
    }

    @Test func aMessageBeyondTheLimitIsRefused() {
        #expect(throws: BenchFailure.self) {
            _ = try Self.words(of: Self.handshake + [0x82, 127, 0, 0, 0, 0, 1, 0, 0, 0, 0x86], parts: 64)
        }
    }
}
