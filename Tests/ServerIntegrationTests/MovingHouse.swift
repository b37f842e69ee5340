import Foundation
import TestSupport
import Testing

/// A server on files with a Redis beside it, and somebody who may move its sessions.
struct MovingHouse: Sendable {
    static let adminToken = "the-token-of-those-who-run-it"
    let house: TestHouse
    let redis: RedisServer

    init() async throws {
        redis = try await RedisServer()
        let admin = "server: {admin: {token-file: admin.token}}\n"
        house = try TestHouse(admin + "storage: {backend: file}\n")
        try house.folder.write(Self.adminToken + "\n", to: "admin.token")
        try house.folder.write(
            "terminals: {shell: /bin/sh}\n\(admin)storage: {backend: redis, redis: {url: \"\(redis.url)\"}}\n",
            to: "redis.yaml")
    }

    /// Starts the server with the configuration of this name.
    func start(_ name: String = "mooring.yaml") async throws -> RunningServer {
        try await RunningServer(
            configuration: house.folder.path(name), data: house.data,
            environment: ["PS1": "ready> ", "HOME": house.folder.path], keeping: house.folder)
    }

    /// Where the server keeps how a migration stands.
    var stateFile: String { house.data + "/migration.json" }

    /// Runs `mooring migrate`, as an operator does.
    func migrate(_ arguments: String..., on server: RunningServer) async throws -> (code: Int32, output: String) {
        try await run(arguments, on: server)
    }

    /// Takes a step that has to succeed, at the latest once a machine that stalls has caught up.
    func step(_ arguments: String..., on server: RunningServer) async throws {
        let deadline = Deadline.after(.seconds(120))
        while true {
            let result = try await run(arguments, on: server)
            if result.code == 0 { return }
            guard result.code == 1, !deadline.hasPassed else {
                throw MovingComplaint("\(arguments) ended with \(result.code): \(result.output)")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private func run(_ arguments: [String], on server: RunningServer) async throws -> (code: Int32, output: String) {
        try await ChildProcess.run(
            BuildProducts.executable("mooring"),
            ["migrate"] + arguments + ["--url", server.url, "--token-file", house.folder.path("admin.token")],
            environment: ["MOORING_ADMIN_TOKEN": "", "MOORING_URL": ""], within: .seconds(120))
    }

    /// Has the sessions answered from Redis, and ends the server.
    func cutOver(_ server: RunningServer) async throws {
        try await step("start", "redis.yaml", on: server)
        try await completes(on: server)
        try await step("cut-over", on: server)
        try await server.terminate()
    }

    /// Starts a server that is to refuse, and answers what it said.
    func refusal(_ name: String = "mooring.yaml", port: Int = 0) async throws -> String {
        let server = try ChildProcess(
            BuildProducts.executable("mooring"),
            ["serve", "--config", house.folder.path(name), "--data", house.data, "--port", "\(port)"]
                + ServeArguments.standing)
        let code = try await server.exitCode()
        guard code == 1 else { throw MovingComplaint("it ended with \(code): \(server.log)") }
        return try await server.wholeLog()
    }

    /// How the migration stands.
    func report(of server: RunningServer) async throws -> JSON {
        let answer = try await server.ask("GET", "/api/admin/migration", token: Self.adminToken)
        guard answer.status == 200 else { throw MovingComplaint("no report: \(answer)") }
        return answer.json
    }

    /// Waits until the store that does not answer holds everything.
    func completes(on server: RunningServer) async throws {
        try await eventually(within: .seconds(120), "a store that holds everything") {
            try await report(of: server)["complete"].bool == true
        }
    }

    /// Has visitors work while something is done to the server, and gives them back as they are then.
    func visited(
        by visitors: [MovingVisitor], on server: RunningServer, mayBreak: Bool = false, _ body: () async throws -> Void
    ) async throws -> [MovingVisitor] {
        let isOver = Signal()
        return try await withThrowingTaskGroup(of: MovingVisitor.self) { group in
            for visitor in visitors {
                group.addTask {
                    var visitor = visitor
                    try await visitor.work(on: server, mayBreak: mayBreak) { isOver.isUp }
                    return visitor
                }
            }
            defer { isOver.rise() }
            try await body()
            isOver.rise()
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
