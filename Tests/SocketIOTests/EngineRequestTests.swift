import NIOCore
import SocketIO
import Testing

/// What a request is refused with, in the numbers of the protocol.
@Suite struct EngineRequestTests {
    struct Row: Sendable {
        let query: String
        var isGet = true
        var isWebSocket = false
        let refusal: EngineRefusal
    }

    static let refused = [
        Row(query: "", refusal: .unknownTransport),
        Row(query: "EIO=4", refusal: .unknownTransport),
        Row(query: "EIO=4&transport=abc", refusal: .unknownTransport),
        Row(query: "EIO=4&transport=websocket", refusal: .unknownTransport),
        Row(query: "EIO=4&transport=polling", isWebSocket: true, refusal: .unknownTransport),
        Row(query: "transport=polling", refusal: .unsupportedVersion),
        Row(query: "EIO=3&transport=polling", refusal: .unsupportedVersion),
        Row(query: "EIO=abc&transport=polling", refusal: .unsupportedVersion),
        Row(query: "EIO=4&transport=polling", isGet: false, refusal: .badMethod),
    ]

    @Test(arguments: refused)
    func isRefused(_ row: Row) {
        #expect(throws: row.refusal) {
            try EngineRequest(query: row.query, opensWithGet: row.isGet, isWebSocket: row.isWebSocket)
        }
    }

    @Test func namesItsSession() throws {
        let query = "EIO=4&transport=polling&t=x&sid=abc"
        let request = try EngineRequest(query: query, opensWithGet: false, isWebSocket: false)
        #expect(request.session == "abc")
        #expect(request.transport == .polling)
    }

    @Test func refusalsReadAsTheProtocolSays() {
        #expect(EngineRefusal.unsupportedVersion.json == #"{"code":5,"message":"Unsupported protocol version"}"#)
        #expect(EngineRefusal.unknownSession.status == 400)
        #expect(EngineRefusal.forbidden.status == 403)
    }

    @Test(arguments: 0..<300)
    func everyLengthOfBytesComesBackFromBase64(_ length: Int) throws {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length) }
        let body = EnginePayload.body(of: [.message(.binary(ByteBuffer(bytes: bytes)))])
        #expect(try EnginePayload.packets(in: body) == [.message(.binary(ByteBuffer(bytes: bytes)))])
    }
}
