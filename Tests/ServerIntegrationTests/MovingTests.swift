import Foundation
import TestSupport
import Testing

/// A server moves from one backend to another by `mooring migrate` and one changed line, and loses nobody.
@Suite struct MovingTests {
    private let folder: TemporaryDirectory
    private let redis: RedisServer

    init() async throws {
        folder = try TemporaryDirectory()
        redis = try await RedisServer()
    }

    private func configuration(_ backend: String) throws -> String {
        try folder.write(
            """
            terminals: {shell: /bin/sh}
            storage:
              backend: \(backend)
              redis: {url: "\(redis.url)"}
            """, to: backend + ".yaml")
    }

    private func serve(_ backend: String) async throws -> RunningServer {
        try await RunningServer(
            configuration: configuration(backend), data: folder.path("data"),
            environment: ["PS1": "ready> ", "HOME": folder.path], keeping: folder)
    }

    private func migrate(
        _ old: String, _ new: String, _ more: String...
    ) async throws -> (code: Int32, output: String) {
        try await ChildProcess.run(
            BuildProducts.executable("mooring"),
            ["migrate", "--from", configuration(old), "--to", configuration(new), "--data", folder.path("data")] + more,
            environment: [:], within: .seconds(60))
    }

    @Test func everybodyIsKnownAndNothingRevokedReturnsOnEachBackendInTurn() async throws {
        var server = try await serve("file")
        let token = try await TestHouse.newToken(from: server)
        let window = try await TestWindow.open(port: server.port, token: token)
        let workspace = await window.welcome["workspace"].text.replacing("\"", with: "")
        try await window.ask("workspace.rename", ["name": "Night shift"])
        let path = "/api/workspaces/\(workspace)/invitations"
        let kept = try await server.ask("POST", path, token: token, ["role": "viewer"])
        let taken = try await server.ask("POST", path, token: token, ["role": "editor"])
        let id = taken.json["id"].text.replacing("\"", with: "")
        #expect(try await server.ask("DELETE", path + "/" + id, token: token).status == 204)

        for (old, new) in [("file", "sqlite"), ("sqlite", "redis"), ("redis", "file")] {
            #expect(try await server.terminate() == 0)
            if new == "file" { try FileManager.default.removeItem(atPath: folder.path("data/sessions")) }
            let dry = try await migrate(old, new, "--dry-run")
            #expect(dry.code == 0 && dry.output.contains("Nothing was written."), "\(dry.output)")
            let moved = try await migrate(old, new, "--verify")
            #expect(moved.code == 0 && moved.output.contains("no difference"), "\(old) to \(new): \(moved.output)")
            server = try await serve(new)
            let back = try await TestWindow.open(port: server.port, token: token)
            #expect(await back.workspace["name"] == "Night shift", "on \(new)")
            let listed = try await server.ask("GET", path, token: token)
            #expect(listed.json["invitations"].array.count == 1, "on \(new)")
            let guest = try await TestHouse.newToken(from: server)
            let refused = try await server.ask(
                "POST", "/api/invitations/claim", token: guest, ["token": taken.json["token"]])
            #expect(refused.status == 404 || refused.status == 403 || refused.status == 410, "on \(new): \(refused)")
        }
        let guest = try await TestHouse.newToken(from: server)
        let claim = try await server.ask("POST", "/api/invitations/claim", token: guest, ["token": kept.json["token"]])
        #expect(claim.json["role"] == "viewer")
        #expect(try await server.terminate() == 0)
    }

    @Test func wrongCallsAreNamed() async throws {
        let same = try await migrate("file", "file")
        #expect(same.code == 1 && same.output.contains("the same store"), "\(same.output)")
        let lost = try await migrate("file", "memory")
        #expect(lost.code == 1 && lost.output.contains("keeps nothing"), "\(lost.output)")
        let nothing = try await ChildProcess.run(BuildProducts.executable("mooring"), ["migrate"], environment: [:])
        #expect(nothing.code == 2)
    }
}
