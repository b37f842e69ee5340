import Foundation
import TestSupport
import Testing

/// With what configurations a server starts while sessions are being moved, and what that changes.
@Suite(.serialized) struct MigrationStartTests {
    @Test func aStartThatFailsEndsNoMigration() async throws {
        let moving = try await MovingHouse()
        var server = try await moving.start()
        let visitor = try await MovingVisitor(server)
        try await moving.cutOver(server)
        // The port is taken: what is written down still outranks a configuration that names the old store.
        let failed = try await moving.refusal("redis.yaml", port: moving.redis.port)
        #expect(failed.contains("\(moving.redis.port)"), "\(failed)")
        #expect(FileManager.default.fileExists(atPath: moving.stateFile), "\(failed)")
        server = try await moving.start()
        try await visitor.look(at: server)
        #expect(try await moving.report(of: server)["phase"] == "cut-over")
        try await server.terminate()
        server = try await moving.start("redis.yaml")
        try await visitor.look(at: server)
        #expect(!FileManager.default.fileExists(atPath: moving.stateFile))
    }

    @Test func theNewConfigurationIsKnownUnderAnotherName() async throws {
        let moving = try await MovingHouse()
        var server = try await moving.start()
        let visitor = try await MovingVisitor(server)
        try await moving.cutOver(server)
        let (old, new) = (moving.house.folder.path("redis.yaml"), moving.house.folder.path("new.yaml"))
        try FileManager.default.moveItem(atPath: old, toPath: new)
        let refused = try await moving.refusal()
        for words in ["migration.json", "cut-over", "redis.yaml", "Put it back", "remove"] {
            #expect(refused.contains(words), "\(refused)")
        }
        server = try await moving.start("new.yaml")
        try await visitor.look(at: server)
        #expect(!FileManager.default.fileExists(atPath: moving.stateFile))
    }

    /// What is exported is what is there, not what was left behind.
    @Test func theStoreThatWasLeftIsNeitherReadNorWritten() async throws {
        let moving = try await MovingHouse()
        let server = try await moving.start()
        _ = try await MovingVisitor(server)
        try await moving.cutOver(server)
        let output = moving.house.folder.path("sessions.jsonl")
        let (old, new) = (moving.house.configuration, moving.house.folder.path("redis.yaml"))
        let third = try moving.house.folder.write("storage: {backend: sqlite}\n", to: "third.yaml")
        func run(_ arguments: [String]) async throws -> (code: Int32, output: String) {
            try await ChildProcess.run(
                BuildProducts.executable("mooring"), arguments + ["--data", moving.house.data], environment: [:],
                within: .seconds(60))
        }
        let exported = try await run(["export", "--config", new, "--plain", "--output", output])
        #expect(exported.code == 0, "\(exported.output)")
        let copied = try await run(["migrate", "--from", new, "--to", third])
        #expect(copied.code == 0, "\(copied.output)")
        for call in [
            ["export", "--config", old, "--plain", "--output", output + "2"],
            ["migrate", "--from", old, "--to", third],
            ["import", "--config", old, "--plain", output],
        ] {
            let refused = try await run(call)
            #expect(refused.code == 1, "\(call): \(refused.output)")
            #expect(refused.output.contains("the store of redis.yaml"), "\(call): \(refused.output)")
        }
        #expect(!FileManager.default.fileExists(atPath: output + "2"))
    }

    /// Another folder of the same backend is empty: a server on it would sign everybody out.
    @Test func aStoreWithOtherSettingsIsNotTakenForTheOneThatItBeganWith() async throws {
        let moving = try await MovingHouse()
        var server = try await moving.start()
        let visitor = try await MovingVisitor(server)
        try await moving.step("start", "redis.yaml", on: server)
        try await server.terminate()
        try moving.house.folder.write(
            "storage: {backend: file, file: {path: \(moving.house.folder.path("elsewhere"))}}\n", to: "other.yaml")
        let refused = try await moving.refusal("other.yaml")
        #expect(refused.contains("storage settings were changed"), "\(refused)")
        #expect(!FileManager.default.fileExists(atPath: moving.house.folder.path("elsewhere")))
        let written = try String(contentsOfFile: moving.stateFile, encoding: .utf8)
        #expect(!written.contains("127.0.0.1:\(moving.redis.port)"), "\(written)")
        server = try await moving.start()
        try await visitor.look(at: server)
    }
}
