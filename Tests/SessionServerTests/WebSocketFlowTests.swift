import HummingbirdCore
import NIOCore
import SessionServer
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct WebSocketFlowTests {
    @Test func slowReaderMakesTheSocketUnwritableAndLosesNothing() async throws {
        try await WebSocketTestServer.with { server in
            let total = 50 << 20
            let client = try await server.connect(receiveBytes: 64 << 10)
            try await client.send(ByteBuffer(string: "!flood \(total)"))
            let session = try server.door.session()
            try await eventually("the socket is full") { session.state.withLock { $0.timesFull > 0 } }
            // What left the session is in buffers of a known size, ours and the kernel's.
            #expect(session.state.withLock { total - $0.owed } < 4 << 20)
            var received = 0
            while received < total { received += try await client.message().readableBytes }
            #expect(received == total)
        }
    }

    @Test func senderThatNeverLooksLosesItsSocket() async throws {
        var settings = WebSocketSettings()
        settings.unsentBytes = 1 << 20
        try await WebSocketTestServer.with(settings) { server in
            let client = try await server.connect(receiveBytes: 64 << 10)
            try await client.send(ByteBuffer(string: "!burst \(32 << 20)"))
            try await eventually("the socket is cut") { try server.door.session().state.withLock { $0.isClosed } }
            #expect(try await client.closeCode() == nil)
        }
    }

    @Test func pausedSessionHoldsItsPeerBack() async throws {
        try await WebSocketTestServer.with { server in
            let client = try await server.connect()
            let session = try server.door.session()
            try await client.send(ByteBuffer(string: "!pause"))
            try await eventually("the order is read") { session.state.withLock { $0.received == 1 } }
            let message = FrameBytes(FrameBytes.binary, ByteBuffer(repeating: 1, count: 64 << 10)).bytes
            let count = 64
            for _ in 0..<count { client.post(raw: message) }
            let other = try await server.connect()
            for _ in 0..<100 {
                try await other.send(ByteBuffer(string: "x"))
                _ = try await other.message()
            }
            #expect(session.state.withLock { $0.received } < count)
            let socket = try #require(session.state.withLock { $0.socket })
            socket.execute { socket.resumeReading() }
            for _ in 0..<count { _ = try await client.message() }
            #expect(session.state.withLock { $0.received } == count + 1)
        }
    }

    @Test func pingsOfAPeerThatDoesNotReadAreNotAllAnswered() async throws {
        try await WebSocketTestServer.with { server in
            let client = try await server.connect(receiveBytes: 64 << 10, reportsControlFrames: true)
            var pings = ByteBuffer()
            let ping = FrameBytes(FrameBytes.ping, ByteBuffer(repeating: 7, count: 125)).bytes
            for _ in 0..<100 { pings.writeImmutableBuffer(ping) }
            for _ in 0..<200 { client.post(raw: pings) }
            client.post(raw: FrameBytes(FrameBytes.binary, ByteBuffer(string: "done")).bytes)
            let session = try server.door.session()
            try await eventually(within: .seconds(60), "all pings are read") {
                session.state.withLock { $0.received == 1 }
            }
            var pongs = 0
            while case .pong = try await client.receive() { pongs += 1 }
            #expect((1..<10_000).contains(pongs), "\(pongs) of 20000 pings were answered")
        }
    }

    @Test func whatWasSentBeforeACloseArrivesAndNothingAfter() async throws {
        try await WebSocketTestServer.with { server in
            let client = try await server.connect()
            try await client.send(ByteBuffer(string: "!close"))
            #expect(String(buffer: try await client.message()) == "last words")
            // 123 bytes hold 61 of the 100 two-byte letters.
            #expect(try await client.receive() == .closed(code: 4429, reason: String(repeating: "ü", count: 61)))
            let session = try server.door.session()
            try await eventually("the session is told") { session.state.withLock { $0.isClosed } }
            #expect(session.state.withLock { $0.callsAfterClose } == 0)
        }
    }

    @Test func peerThatDoesNotAnswerACloseIsCut() async throws {
        var settings = WebSocketSettings()
        settings.closePatience = .milliseconds(100)
        try await WebSocketTestServer.with(settings) { server in
            let connection = try await RawConnection.open(port: server.port)
            try await connection.write(server.handshake())
            _ = try await connection.read(until: "\r\n\r\n")
            try await connection.write(FrameBytes(FrameBytes.binary, ByteBuffer(string: "!close")).bytes)
            #expect(try await connection.readToEnd().contains("last words"))
        }
    }

    @Test func silentPeerIsAskedAndThenClosed() async throws {
        var settings = WebSocketSettings()
        settings.pingInterval = .milliseconds(50)
        settings.pongPatience = .milliseconds(50)
        settings.closePatience = .milliseconds(50)
        try await WebSocketTestServer.with(settings) { server in
            let connection = try await RawConnection.open(port: server.port)
            try await connection.write(server.handshake())
            var all: [UInt8] = []
            while let more = try await connection.read() { all += more.readableBytesView }
            let head = try #require(all.firstRange(of: Array("\r\n\r\n".utf8)))
            // A ping without payload, then a close with 4408 (0x1138) and its reason.
            let frames = all[head.upperBound...]
            #expect(frames.starts(with: [0x89, 0, 0x88, 17, 0x11, 0x38]), "\(frames)")
        }
    }

    @Test func answeringPeerIsKept() async throws {
        var settings = WebSocketSettings()
        settings.pingInterval = .milliseconds(20)
        try await WebSocketTestServer.with(settings) { server in
            let client = try await server.connect(reportsControlFrames: true)
            for _ in 0..<5 { #expect(try await client.receive() == .ping(ByteBuffer())) }
            try await client.send(ByteBuffer(string: "here"))
            #expect(String(buffer: try await client.message()) == "here")
        }
    }

    @Test func idleTimeoutOfHTTPDoesNotEndAWebSocket() async throws {
        var settings = WebSocketSettings()
        settings.pingInterval = .milliseconds(50)
        var configuration = UpgradableHTTP1Channel.limitedConfiguration
        configuration.idleTimeout = .seconds(2)
        try await WebSocketTestServer.with(settings, configuration) { server in
            let client = try await server.connect(reportsControlFrames: true)
            let idle = try await HTTPProbe(port: server.port)
            #expect(try await idle.rest() == "")
            for _ in 0..<4 { #expect(try await client.receive() == .ping(ByteBuffer())) }
            try await client.send(ByteBuffer(string: "here"))
            #expect(String(buffer: try await client.message()) == "here")
        }
    }

    @Test func shutdownSendsEveryWindowAway() async throws {
        try await WebSocketTestServer.with { server in
            var clients: [WebSocketClient] = []
            for _ in 0..<5 { clients.append(try await server.connect()) }
            let idle = try await HTTPProbe(port: server.port)
            _ = try await idle.request("GET", "/before")
            await server.shutDown()
            for client in clients { #expect(try await client.closeCode() == 1001) }
            #expect(try await idle.rest() == "")
        }
    }

    @Test func shutdownDoesNotWaitForASilentPeer() async throws {
        var settings = WebSocketSettings()
        settings.closePatience = .milliseconds(100)
        try await WebSocketTestServer.with(settings) { server in
            let connection = try await RawConnection.open(port: server.port)
            try await connection.write(server.handshake())
            _ = try await connection.read(until: "\r\n\r\n")
            await server.shutDown()
            _ = try await connection.readToEnd()
        }
    }

    @Test func droppedPeerEndsItsSession() async throws {
        try await WebSocketTestServer.with { server in
            let client = try await server.connect()
            let session = try server.door.session()
            await client.drop()
            try await eventually("the session is told") { session.state.withLock { $0.isClosed && $0.runEnded } }
        }
    }
}
