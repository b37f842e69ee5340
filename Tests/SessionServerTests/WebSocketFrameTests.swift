import NIOCore
import SessionServer
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct WebSocketFrameTests {
    struct Malformed: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: UInt16
        let frames: [FrameBytes]

        init(_ name: String, _ code: UInt16, _ frames: FrameBytes...) {
            testDescription = name
            self.code = code
            self.frames = frames
        }
    }

    private static func frame(_ opcode: UInt8, _ change: (inout FrameBytes) -> Void) -> FrameBytes {
        var frame = FrameBytes(opcode, ByteBuffer(string: "abc"))
        change(&frame)
        return frame
    }

    static let malformed: [Malformed] = [
        Malformed("a text message", 1003, frame(FrameBytes.text) { _ in }),
        Malformed("an unmasked frame", 1002, frame(FrameBytes.binary) { $0.mask = nil }),
        Malformed("an unmasked ping", 1002, frame(FrameBytes.ping) { $0.mask = nil }),
        Malformed("the first reserved bit", 1002, frame(FrameBytes.binary) { $0.reserved = 4 }),
        Malformed("the second reserved bit", 1002, frame(FrameBytes.binary) { $0.reserved = 2 }),
        Malformed("the third reserved bit", 1002, frame(FrameBytes.ping) { $0.reserved = 1 }),
        Malformed("a reserved opcode", 1002, frame(0x3) { _ in }),
        Malformed("a reserved control opcode", 1002, frame(0xb) { _ in }),
        Malformed("a fragmented ping", 1002, frame(FrameBytes.ping) { $0.isFinal = false }),
        Malformed(
            "a ping of 126 bytes", 1002,
            frame(FrameBytes.ping) { $0.payload = ByteBuffer(repeating: 0, count: 126) }),
        Malformed("a continuation of nothing", 1002, frame(FrameBytes.continuation) { _ in }),
        Malformed(
            "a message inside a message", 1002, frame(FrameBytes.binary) { $0.isFinal = false },
            frame(FrameBytes.binary) { _ in }),
        Malformed("2^63 bytes", 1009, frame(FrameBytes.binary) { $0.claimedLength = 1 << 63 }),
        Malformed("2^64 - 1 bytes", 1009, frame(FrameBytes.binary) { $0.claimedLength = .max }),
        Malformed(
            "16 MiB + 1, by its header alone", 1009, frame(FrameBytes.binary) { $0.claimedLength = 16 << 20 + 1 }),
        Malformed(
            "one byte more than a message", 1009,
            frame(FrameBytes.binary) { $0.payload = ByteBuffer(repeating: 0, count: Limits.messageBytes + 1) }),
        Malformed(
            "fragments that are too large together", 1009,
            frame(FrameBytes.binary) {
                $0.isFinal = false
                $0.payload = ByteBuffer(repeating: 0, count: Limits.messageBytes)
            }, frame(FrameBytes.continuation) { $0.isFinal = false }),
        Malformed("half a close code", 1002, FrameBytes(FrameBytes.close, ByteBuffer(bytes: [3]))),
        Malformed("a close code below all", 1002, FrameBytes.close(999)),
        Malformed("a close code that never travels", 1002, FrameBytes.close(1005)),
        Malformed("the code of a broken connection", 1002, FrameBytes.close(1006)),
        Malformed("a close code of nobody's", 1002, FrameBytes.close(2999)),
        Malformed("a close code above all", 1002, FrameBytes.close(5000)),
        Malformed("a close reason that is not UTF-8", 1007, FrameBytes.close(1000, [0xc3, 0x28])),
    ]

    @Test(arguments: malformed) func malformedInputClosesTheOffenderWithItsCode(_ input: Malformed) async throws {
        try await WebSocketTestServer.with { server in
            let bystander = try await server.connect()
            let offender = try await server.connect()
            for frame in input.frames { offender.post(raw: frame.bytes) }
            #expect(try await offender.closeCode() == input.code)
            try await bystander.send(ByteBuffer(string: "still here"))
            #expect(String(buffer: try await bystander.message()) == "still here")
            #expect(try server.door.session().state.withLock { $0.received } == 0)
        }
    }

    @Test func largestMessageComesBackWhole() async throws {
        try await WebSocketTestServer.with { server in
            let client = try await server.connect()
            let message = ByteBuffer(bytes: (0..<Limits.messageBytes).lazy.map { UInt8(truncatingIfNeeded: $0 &* 31) })
            client.post(raw: FrameBytes(FrameBytes.binary, message).bytes)
            #expect(try await client.message() == message)
        }
    }

    @Test func oneByteFragmentsAreTakenUpToTheLimit() async throws {
        try await WebSocketTestServer.with { server in
            let client = try await server.connect()
            client.post(raw: WebSocketFrameTests.fragments(Limits.fragments))
            #expect(try await client.message() == ByteBuffer(repeating: 0x7a, count: Limits.fragments))
            client.post(raw: WebSocketFrameTests.fragments(Limits.fragments + 1))
            #expect(try await client.closeCode() == 1009)
        }
    }

    private static func fragments(_ count: Int) -> ByteBuffer {
        var bytes = ByteBuffer()
        for index in 0..<count {
            var frame = FrameBytes(index == 0 ? FrameBytes.binary : FrameBytes.continuation, ByteBuffer(string: "z"))
            frame.isFinal = index == count - 1
            bytes.writeImmutableBuffer(frame.bytes)
        }
        return bytes
    }

    @Test func controlFramesMayComeInsideAMessage() async throws {
        try await WebSocketTestServer.with { server in
            let client = try await server.connect(reportsControlFrames: true)
            var first = FrameBytes(FrameBytes.binary, ByteBuffer(string: "one "))
            first.isFinal = false
            try await client.send(first)
            try await client.send(FrameBytes(FrameBytes.ping, ByteBuffer(string: "echo me")))
            #expect(try await client.receive() == .pong(ByteBuffer(string: "echo me")))
            try await client.send(FrameBytes(FrameBytes.continuation, ByteBuffer(string: "message")))
            #expect(String(buffer: try await client.message()) == "one message")
        }
    }

    @Test(arguments: [1000, 1001, 1011, 3000, 4999] as [UInt16]) func closeIsAnsweredWithItsCode(
        _ code: UInt16
    ) async throws {
        try await WebSocketTestServer.with { server in
            let client = try await server.connect()
            try await client.close(code)
            #expect(try await client.closeCode() == code)
            try await eventually("the session is told") {
                try server.door.session().state.withLock { $0.isClosed && $0.runEnded }
            }
        }
    }

    @Test func closeWithoutACodeIsAnsweredWithoutOne() async throws {
        try await WebSocketTestServer.with { server in
            let client = try await server.connect()
            try await client.send(FrameBytes(FrameBytes.close))
            #expect(try await client.receive() == .closed(code: nil, reason: ""))
        }
    }
}
