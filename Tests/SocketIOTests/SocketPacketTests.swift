import NIOCore
import SocketIO
import Testing

/// The packets that the Socket.IO protocol documents, both ways, and those it does not allow.
@Suite struct SocketPacketTests {
    struct Row: Sendable {
        let texts: [EngineMessage]
        let packet: SocketPacket

        init(_ text: String, parts: [[UInt8]] = [], _ kind: SocketPacket.Kind, in namespace: String = "/") {
            texts = [EngineMessage(text)] + parts.map { .binary(ByteBuffer(bytes: $0)) }
            packet = SocketPacket(kind, in: namespace)
        }
    }

    static let documented = [
        Row("0", .connect(nil)),
        Row(#"0{"sid":"oSO0OpakMV_3jnilAAAA"}"#, .connect(["sid": "oSO0OpakMV_3jnilAAAA"])),
        Row(#"0/admin,{"sid":"oSO0OpakMV_3jnilAAAA"}"#, .connect(["sid": "oSO0OpakMV_3jnilAAAA"]), in: "/admin"),
        Row(#"4{"message":"Not authorized"}"#, .connectError(["message": "Not authorized"])),
        Row(#"2["foo"]"#, .event("foo", [], acknowledgement: nil)),
        Row(#"2/admin,["bar"]"#, .event("bar", [], acknowledgement: nil), in: "/admin"),
        Row(#"2/admin,456["project:delete",123]"#, .event("project:delete", [123], acknowledgement: 456), in: "/admin"),
        Row("212[\"foo\"]", .event("foo", [], acknowledgement: 12)),
        Row("3/admin,13[]", .acknowledgement(13, []), in: "/admin"),
        Row("1/admin,", .disconnect, in: "/admin"),
        Row("1", .disconnect),
        Row(
            #"51-["hello",{"_placeholder":true,"num":0}]"#, parts: [[1, 2, 3]],
            .event("hello", [.binary(ByteBuffer(bytes: [1, 2, 3]))], acknowledgement: nil)),
        Row(
            #"52-/admin,456["hello",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]"#,
            parts: [[1, 2, 3], [4, 5, 6]],
            .event(
                "hello", [.binary(ByteBuffer(bytes: [1, 2, 3])), .binary(ByteBuffer(bytes: [4, 5, 6]))],
                acknowledgement: 456), in: "/admin"),
        Row(
            #"61-/admin,456[{"_placeholder":true,"num":0}]"#, parts: [[3, 2, 1]],
            .acknowledgement(456, [.binary(ByteBuffer(bytes: [3, 2, 1]))]), in: "/admin"),
        Row(
            #"2["e",{"a":[1,-2.5,true,false,null,"\"\\\n\u0001é😀"],"b":{}}]"#,
            .event(
                "e", [["a": [1, .number(-2.5), true, false, nil, "\"\\\n\u{1}é😀"], "b": [:]]], acknowledgement: nil)),
    ]

    @Test(arguments: documented)
    func readsAndWrites(_ row: Row) throws {
        var assembly = SocketPacketAssembly()
        var read: SocketPacket?
        for message in row.texts {
            #expect(read == nil)
            read = try assembly.receive(message)
        }
        #expect(read == row.packet)
        #expect(row.packet.messages == row.texts)
    }

    static let malformed = [
        "", "7", "abc", "2", "2{}", "2[]", "2[1]", #"2["connect"]"#, #"2["disconnect"]"#, #"2["a""#, #"2["a"]x"#,
        "2[\"\u{1}\"]", "1{}", "0[]", #"0"a""#, "3[]", "31", "5[\"a\"]", "50-[\"a\"]", "51[\"a\"]", "517-[\"a\"]",
        "2[01]", "2[\"a\",1.]", #"21234567890123456["a"]"#, #"2["a",1e999]"#, #"2["a",-]"#, #"2["a",tru]"#,
        #"2["\x"]"#, #"2["a",{"b" 1}]"#,
    ]

    @Test(arguments: malformed)
    func isRefused(_ text: String) {
        var assembly = SocketPacketAssembly()
        #expect(throws: ProtocolViolation.self) { try assembly.receive(EngineMessage(text)) }
    }

    @Test func bytesAreBoundToTheirPacket() throws {
        let part = EngineMessage.binary(ByteBuffer(bytes: [1]))
        var lonely = SocketPacketAssembly()
        #expect(throws: ProtocolViolation.self) { try lonely.receive(part) }
        var interrupted = SocketPacketAssembly()
        #expect(try interrupted.receive(EngineMessage(#"51-["a",{"_placeholder":true,"num":0}]"#)) == nil)
        #expect(throws: ProtocolViolation.self) { try interrupted.receive(EngineMessage(#"2["b"]"#)) }
        var wrong = SocketPacketAssembly()
        #expect(try wrong.receive(EngineMessage(#"51-["a",{"_placeholder":true,"num":1}]"#)) == nil)
        #expect(throws: ProtocolViolation.self) { try wrong.receive(part) }
        var large = SocketPacketAssembly(maximumBytes: 3)
        #expect(try large.receive(EngineMessage(#"52-["a",{"_placeholder":true,"num":0}]"#)) == nil)
        #expect(try large.receive(.binary(ByteBuffer(bytes: [1, 2]))) == nil)
        #expect(throws: ProtocolViolation.self) { try large.receive(.binary(ByteBuffer(bytes: [1, 2]))) }
    }

    @Test func nestingIsBounded() throws {
        func nested(_ levels: Int) -> EngineMessage {
            EngineMessage(
                #"2["a","# + String(repeating: "[", count: levels) + String(repeating: "]", count: levels) + "]")
        }
        var assembly = SocketPacketAssembly()
        #expect(try assembly.receive(nested(Limits.jsonDepth - 1)) != nil)
        #expect(throws: ProtocolViolation.self) { try assembly.receive(nested(Limits.jsonDepth)) }
    }

    @Test func halvesOfPairsAndPairsAreRead() throws {
        var assembly = SocketPacketAssembly()
        let packet = try assembly.receive(EngineMessage(#"2["a","\ud83d\ude00 \ud83d \ude00 \ud83d\u0041 \/"]"#))
        #expect(packet?.kind == .event("a", ["😀 \u{fffd} \u{fffd} \u{fffd}A /"], acknowledgement: nil))
    }

    /// Whatever a peer sends, it is read or refused, and what is read is written as something that reads the same.
    @Test func noMessageTrapsTheReader() throws {
        var generator = SystemRandomNumberGenerator()
        let samples = SocketPacketTests.documented.map { Array(SocketPacketTests.bytes(of: $0.texts[0])) }
        for _ in 0..<20_000 {
            var bytes = samples.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0...bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0 where place < bytes.count: bytes[place] = .random(in: 0...255, using: &generator)
                case 1: bytes.removeLast(min(bytes.count, place))
                default: bytes.insert(.random(in: 0...255, using: &generator), at: place)
                }
            }
            let buffer = ByteBuffer(bytes: bytes)
            _ = try? EnginePayload.packets(in: buffer)
            var assembly = SocketPacketAssembly()
            guard let packet = try? assembly.receive(.text(buffer)) else { continue }
            var again = SocketPacketAssembly()
            #expect(try again.receive(packet.messages[0]) == packet)
        }
    }

    static func bytes(of message: EngineMessage) -> ByteBufferView {
        switch message {
        case .text(let bytes), .binary(let bytes): bytes.readableBytesView
        }
    }
}
