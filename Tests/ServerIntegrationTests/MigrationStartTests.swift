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
}
