import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import SessionServer
import Synchronization
import TestSupport

/// A real server on a port of its own: the WebSocket's path, and a few words on every other.
struct WebSocketTestServer {
    let port: Int
    let door: WebSocketTestDoor
    private let group: ServiceGroup

    /// Runs a server for as long as the body takes, and waits until it is gone.
    static func with(
        _ settings: WebSocketSettings = WebSocketSettings(),
        _ configuration: HTTP1Channel.Configuration = UpgradableHTTP1Channel.limitedConfiguration,
        _ body: (WebSocketTestServer) async throws -> Void
    ) async throws {
        let door = WebSocketTestDoor()
        let (ports, port) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingOldest(1))
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let channel = UpgradableHTTP1Channel(
            responder: answer, configuration: configuration, upgrade: door, settings: settings)
        let server = channel.server(
            configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
        let group = ServiceGroup(services: [server], logger: logger)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            for await port in ports {
                try await body(WebSocketTestServer(port: port, door: door, group: group))
                break
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    func connect(
        headers: [String: String] = [:], subprotocol: String? = nil, receiveBytes: Int? = nil,
        reportsControlFrames: Bool = false
    ) async throws -> WebSocketClient {
        try await WebSocketClient.connect(
            port: port, path: "/window", headers: headers, subprotocol: subprotocol, receiveBytes: receiveBytes,
            reportsControlFrames: reportsControlFrames)
    }

    /// Begins to shut down, as SIGTERM does.
    func shutDown() async {
        await group.triggerGracefulShutdown()
    }

    /// `/slow` takes a moment.
    @concurrent @Sendable private static func answer(
        _ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
    ) async throws {
        if request.uri.path == "/slow" { try await Task.sleep(for: .milliseconds(100)) }
        let body = ByteBuffer(string: "you asked for \(request.uri.path)")
        let head = HTTPResponse(status: .ok, headerFields: [.contentLength: String(body.readableBytes)])
        var bodyWriter = try await writer.writeHead(head)
        try await bodyWriter.write(body)
        try await bodyWriter.finish(nil)
    }

    /// The bytes of a handshake.
    func handshake(_ change: (inout [String: String]) -> Void = { _ in }) -> String {
        var fields = [
            "host": "127.0.0.1:\(port)", "connection": "keep-alive, Upgrade", "upgrade": "WebSocket",
            "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        ]
        change(&fields)
        let start =
            (fields.removeValue(forKey: ":method") ?? "GET") + " /window "
            + (fields.removeValue(forKey: ":version") ?? "HTTP/1.1")
        return "\(start)\r\n" + fields.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
    }
}
