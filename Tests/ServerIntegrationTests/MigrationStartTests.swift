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
