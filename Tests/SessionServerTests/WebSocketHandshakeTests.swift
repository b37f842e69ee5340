import HTTPTypes
import NIOCore
import SessionServer
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct WebSocketHandshakeTests {
    @Test func refusalIsAnHTTPAnswerInTheOneErrorShape() async throws {
        try await WebSocketTestServer.with { server in
            let probe = try await HTTPProbe(port: server.port)
            var headers = ["origin": "http://evil.example", "upgrade": "websocket", "connection": "upgrade"]
            headers["sec-websocket-version"] = "13"
            headers["sec-websocket-key"] = "dGhlIHNhbXBsZSBub25jZQ=="
            let reply = try await probe.request("GET", "/window", headers: headers)
            #expect(reply.status == 403)
            #expect(
                reply.json == ["error": ["code": "foreign-origin", "message": "not from \"there\"", "detail": [:]]])
            #expect(reply["content-type"] == "application/json")
            #expect(reply["connection"] == "close")
            #expect(try await probe.rest() == "")
            #expect(throws: ConnectionEnded.self) { try server.door.session() }
        }
    }

    /// Both kinds of refusal, the one for what is no handshake and the one for who is not let in, are as any other error.
    @Test func refusalHasTheFieldsAndTheShapeOfEveryOtherAnswer() async throws {
        let ordinary = try await HTTPHouse().call(.get, "/nothing")
        let wanted = Dictionary(uniqueKeysWithValues: ordinary.headers.map { ($0.name.canonicalName, $0.value) })
        let own: Set = ["content-length", "connection", "upgrade", "sec-websocket-version"]
        try await WebSocketTestServer.with { server in
            let changes: [[String: String?]] = [["upgrade": nil], ["origin": "http://evil.example"]]
            for (change, status) in zip(changes, [426, 403]) {
                let connection = try await RawConnection.open(port: server.port)
                try await connection.write(
                    server.handshake { fields in for (name, value) in change { fields[name] = value } })
                let text = try await connection.readToEnd()
                let reply = try #require(HTTPReply(head: String(text.prefix { $0 != "{" })))
                #expect(reply.status == status, "\(text)")
                for (name, value) in wanted where !own.contains(name) { #expect(reply[name] == value, "\(name)") }
                #expect(text.contains(#""detail":{}"#), "\(text)")
            }
        }
    }

    static let faults: [(name: String, change: [String: String?], status: Int)] = [
        ("an ordinary GET", ["upgrade": nil, "connection": nil], 426),
        ("an upgrade to something else", ["upgrade": "h2c"], 426),
        ("no connection option", ["connection": "keep-alive"], 426),
        ("no version", ["sec-websocket-version": nil], 426),
        ("an old version", ["sec-websocket-version": "8"], 426),
        ("an old HTTP", [":version": "HTTP/1.0"], 426),
        ("no key", ["sec-websocket-key": nil], 400),
        ("a short key", ["sec-websocket-key": "c2hvcnQ="], 400),
        ("a key that is not base64", ["sec-websocket-key": "!!!!!!!!!!!!!!!!!!!!!!=="], 400),
        ("a body", ["content-length": "5"], 400),
        ("a chunked body", ["transfer-encoding": "chunked"], 400),
        ("another method", [":method": "POST"], 405),
    ]

    @Test(arguments: faults.indices) func faultyHandshakeIsAnsweredAndNeverDecidedOn(_ index: Int) async throws {
        let fault = WebSocketHandshakeTests.faults[index]
        try await WebSocketTestServer.with { server in
            let connection = try await RawConnection.open(port: server.port)
            try await connection.write(
                server.handshake { fields in for (name, value) in fault.change { fields[name] = value } })
            let text = try await connection.readToEnd()
            let reply = try #require(HTTPReply(head: String(text.prefix { $0 != "{" })))
            #expect(reply.status == fault.status, "\(fault.name): \(text)")
            #expect(text.contains(#"{"error":{"code":"#), "\(fault.name): \(text)")
            if fault.status == 426 { #expect(reply["sec-websocket-version"] == "13") }
            if fault.status == 405 { #expect(reply["allow"] == "GET") }
            #expect(server.door.requests.isEmpty)
        }
    }

    @Test func keptAliveConnectionBecomesAWebSocketLater() async throws {
        try await WebSocketTestServer.with { server in
            let connection = try await RawConnection.open(port: server.port)
            for path in ["/one", "/two"] {
                try await connection.write("GET \(path) HTTP/1.1\r\nhost: x\r\n\r\n")
                _ = try await connection.read(until: "you asked for \(path)")
            }
            try await connection.write(server.handshake())
            let answer = try await connection.read(until: "\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 101 "))
            // The sample of RFC 6455, section 1.3.
            #expect(answer.lowercased().contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="))
            try await connection.write(FrameBytes(FrameBytes.binary, ByteBuffer(string: "hello")).bytes)
            #expect(try await connection.read(until: "hello").hasSuffix("\u{5}hello"))
        }
    }

    @Test func pipelinedUpgradeWaitsForTheAnswersBeforeIt() async throws {
        try await WebSocketTestServer.with { server in
            let connection = try await RawConnection.open(port: server.port)
            let request = "GET /slow HTTP/1.1\r\nhost: x\r\n\r\n"
            try await connection.write(request + request + server.handshake())
            let text = try await connection.read(until: "HTTP/1.1 101 ")
            #expect(text.ranges(of: "you asked for /slow").count == 2, "\(text)")
            #expect(text.hasPrefix("HTTP/1.1 200 "))
            try await connection.write(FrameBytes(FrameBytes.binary, ByteBuffer(string: "hello")).bytes)
            _ = try await connection.read(until: "hello")
        }
    }

    @Test func decisionSeesWhatTheRequestShowed() async throws {
        try await WebSocketTestServer.with { server in
            let client = try await WebSocketClient.connect(
                port: server.port, path: "/window?a=1&b=%20?", headers: ["X-Shown": "Yes"],
                subprotocol: "other.1, mooring.window.1")
            let request = try #require(server.door.requests.first)
            #expect(request.path == "/window")
            #expect(request.query == "a=1&b=%20?")
            #expect(request.values(of: "x-shown") == ["Yes"])
            #expect(request.subprotocols == ["other.1", "mooring.window.1"])
            #expect(request.remoteAddress == "127.0.0.1")
            #expect(request.connection.count == 32)
            #expect(client.handshake["sec-websocket-protocol"] == "other.1")
            try await client.send(ByteBuffer(string: "x"))
            _ = try await client.message()
            #expect(try server.door.session().state.withLock { $0.socket?.id } == request.connection)
        }
    }

    /// The HTTP decoder stops after such a request; what follows would be kept for ever.
    @Test func upgradeNobodyOffersIsAnsweredAndEndsTheConnection() async throws {
        try await WebSocketTestServer.with { server in
            let connection = try await RawConnection.open(port: server.port)
            try await connection.write(
                "GET /plain HTTP/1.1\r\nhost: x\r\nconnection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\n\r\n")
            let text = try await connection.readToEnd()
            #expect(text.hasPrefix("HTTP/1.1 200 "))
            #expect(text.lowercased().contains("connection: close"))
            #expect(text.hasSuffix("you asked for /plain"))
        }
    }

    @Test func headerFieldBeyondTheLimitIsRefused() async throws {
        try await WebSocketTestServer.with { server in
            let long = String(repeating: "x", count: Limits.headerFieldBytes + 1)
            let connection = try await RawConnection.open(port: server.port)
            connection.post(ByteBuffer(string: server.handshake { $0["cookie"] = long }))
            #expect(try await connection.readToEnd().hasPrefix("HTTP/1.1 400 "))
            #expect(server.door.requests.isEmpty)
        }
    }

    @Test func peerThatLeavesDuringTheDecisionGetsNoSocket() async throws {
        try await WebSocketTestServer.with { server in
            server.door.hold(true)
            let connection = try await RawConnection.open(port: server.port)
            try await connection.write(server.handshake())
            try await eventually("the decision is asked for") { !server.door.requests.isEmpty }
            await connection.close()
            server.door.hold(false)
            try await eventually("the session is made") { (try? server.door.session()) != nil }
            // Another connection goes the whole way, so the first had the time to.
            let client = try await server.connect()
            try await client.send(ByteBuffer(string: "x"))
            _ = try await client.message()
            try await client.close()
            _ = try await client.closeCode()
        }
    }
}
