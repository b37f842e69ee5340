import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import MemoryStorage
import NIOCore
import NIOEmbedded
import NIOPosix
import SessionCore
import SessionServer
import Terminal
import TestSupport
import Testing
import WorkspaceTokenIdentity

/// A hall over a store in memory with the HTTP door on it, called without a socket.
struct HTTPHouse: Sendable {
    let hall: Hall
    let door: HTTPDoor
    let store: SteerableStorage
    let clock = ManualClock()
    let audit = SeenAudit()
    let metrics = StorageMetrics(uptime: { .zero })
    private let responder: RouterResponder<HTTPContext>

    init(
        host: String = "127.0.0.1", isTLS: Bool = false, origins: [String] = [], assets: String? = nil,
        staticFolder: String? = nil, whenUnavailable: FailurePolicy = .failClosed, metricsToken: String? = nil,
        adminToken: String? = nil, admission: AdmissionLimits = AdmissionLimits(),
        migration: (any MigrationControl)? = nil,
        over storage: ((SteerableStorage) -> any SessionStorage)? = nil,
        wait: @escaping @Sendable (Duration) async throws -> Void = { _ in
            try await Task.sleep(for: .seconds(3600))
        }
    ) throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        store = SteerableStorage()
        let sessions = SessionManager(
            storage: (storage?(store) ?? store).measured(by: metrics), whenUnavailable: whenUnavailable, clock: clock,
            logger: logger)
        let command = ShellCommand(
            executable: "/bin/cat", arguments: ["cat"], environment: [:], workingDirectory: "/")
        hall = Hall(
            sessions: sessions, identity: IdentityChain([WorkspaceTokenIdentity(sessions: sessions)]),
            settings: HallSettings(command: command, admission: admission, serverVersion: "test"), audit: audit,
            on: MultiThreadedEventLoopGroup.singleton, logger: logger)
        let settings = HTTPSettings(
            host: host, port: 0, isTLS: isTLS, origins: origins, assetsDirectory: assets ?? "/nowhere",
            staticDirectory: staticFolder, metricsToken: metricsToken, adminToken: adminToken)
        door = try HTTPDoor(
            hall: hall, settings: settings, metrics: metrics, migration: migration, logger: logger, wait: wait)
        responder = door.makeRouter().buildResponder()
    }

    /// Sends a request as a program on this machine would, and awaits its answer.
    func call(
        _ method: HTTPRequest.Method, _ path: String, token: SessionToken? = nil, host: String? = "localhost:57575",
        headers: [String: String] = [:], json: String? = nil, body: ByteBuffer? = nil, from address: String? = nil
    ) async throws -> HTTPAnswer {
        var fields = HTTPFields()
        if let token { fields[.authorization] = "Bearer \(token.text)" }
        if json != nil { fields[.contentType] = "application/json" }
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        let request = Request(
            head: HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: fields),
            body: RequestBody(buffer: json.map { ByteBuffer(string: $0) } ?? body ?? ByteBuffer()))
        let channel = NIOAsyncTestingChannel()
        if let address { channel.remoteAddress = try SocketAddress(ipAddress: address, port: 40_000) }
        let source = ApplicationRequestContextSource(
            channel: channel, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let response = try await responder.respond(to: request, context: HTTPContext(source: source))
        let gathered = GatheredBody()
        try await response.body.write(gathered)
        return HTTPAnswer(status: response.status.code, headers: response.headers, bytes: gathered.bytes)
    }

    /// A newcomer's token, and the principal it stands for.
    func newcomer() async throws -> IssuedIdentity {
        try #require(try await hall.welcomeNewcomer())
    }

    /// The token of somebody new who was invited into a workspace.
    func guest(of host: SessionToken, as role: Role) async throws -> SessionToken {
        let workspace = try await ownWorkspace(of: host)
        let made = try await call(
            .post, "/api/workspaces/\(workspace)/invitations", token: host, json: #"{"role":"\#(role.rawValue)"}"#)
        let guest = try await newcomer().token
        let secret = try #require(made["token"] as? String)
        let claimed = try await call(.post, "/api/invitations/claim", token: guest, json: #"{"token":"\#(secret)"}"#)
        #expect(claimed.status == 200)
        return guest
    }

    /// The handle of the first workspace of whoever shows a token.
    func ownWorkspace(of token: SessionToken) async throws -> String {
        let listed = try await call(.get, "/api/workspaces", token: token)
        let workspaces = try #require(listed["workspaces"] as? [[String: Any]])
        return try #require(workspaces.first?["id"] as? String)
    }

    /// Ends every process a test has started.
    func close() {
        for live in hall.rooms.flatMap(\.terminals) { live.terminal.end() }
    }
}
