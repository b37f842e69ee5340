import Foundation
import TestSupport
import Testing

/// The real server moves the sessions of people at work from files to Redis and back, by the real command.
@Suite(.serialized) struct OnlineMigrationTests {
    @Test func nobodyIsSignedOutOnTheWayToRedisAndBack() async throws {
        let moving = try await MovingHouse()
        var server = try await moving.start()
        var visitors: [MovingVisitor] = []
        for _ in 0..<3 { visitors.append(try await MovingVisitor(server)) }
        let window = try await TestWindow.open(port: server.port, token: visitors[0].token)
        let number = try await window.attach(window.firstTerminal)

        visitors = try await moving.visited(by: visitors, on: server) {
            try await moving.step("start", "redis.yaml", on: server)
            try await moving.step("status", "--watch", on: server)
            try await eventually("the phase ready") { try await moving.report(of: server)["phase"] == "ready" }
            try await moving.step("cut-over", on: server)
            // The shell and its windows do not notice.
            try await window.type("echo there-$((10+1))\n", into: number)
            try await window.until(number, shows: "there-11")
        }
        let newcomer = try await MovingVisitor(server)
        visitors.append(newcomer)
        visitors = try await moving.visited(by: visitors, on: server, mayBreak: true) { try await server.kill9() }

        // The configuration still names the files; the sessions are in Redis.
        server = try await moving.start()
        #expect(server.log.contains("in another store than the configuration names"))
        for visitor in visitors { try await visitor.look(at: server) }
        visitors = try await moving.visited(by: visitors, on: server) {
            #expect(try await moving.report(of: server)["phase"] == "cut-over")
            try await moving.completes(on: server)
            try await moving.step("roll-back", on: server)
        }
        visitors = try await moving.visited(by: visitors, on: server, mayBreak: true) { try await server.kill9() }

        server = try await moving.start()
        for visitor in visitors { try await visitor.look(at: server) }
        visitors = try await moving.visited(by: visitors, on: server) {
            try await moving.completes(on: server)
            try await moving.step("cut-over", on: server)
            try await moving.step("finish", on: server)
        }
        try await server.kill9()
        try await endsWhereTheConfigurationSays(moving, visitors)
    }

    /// After the end: a configuration that still names the old store, the new one, and the way back from there.
    private func endsWhereTheConfigurationSays(_ moving: MovingHouse, _ before: [MovingVisitor]) async throws {
        var visitors = before
        var server = try await moving.start()
        for visitor in visitors { try await visitor.look(at: server) }
        #expect(try await moving.report(of: server)["phase"] == "finished")
        try await server.terminate()
        #expect(FileManager.default.fileExists(atPath: moving.stateFile))

        server = try await moving.start("redis.yaml")
        #expect(!FileManager.default.fileExists(atPath: moving.stateFile))
        visitors = try await moving.visited(by: visitors, on: server) {
            try await moving.step("start", "mooring.yaml", on: server)
            try await moving.completes(on: server)
            try await moving.step("cut-over", on: server)
            try await moving.step("finish", on: server)
        }
        try await server.terminate()
        try await moving.redis.kill()
        server = try await moving.start()
        for visitor in visitors { try await visitor.look(at: server) }
        #expect(visitors.allSatisfy { $0.answers > 0 })
    }

    @Test func whatCannotBeDoneIsRefusedInWordsAndChangesNothing() async throws {
        let moving = try await MovingHouse()
        let server = try await moving.start()
        let visitor = try await MovingVisitor(server)
        try moving.house.folder.write("storage: {backend: file}\n", to: "same.yaml")
        try moving.house.folder.write("storage: {backend: memory}\n", to: "memory.yaml")
        try moving.house.folder.write("storage: {backend: reddis}\n", to: "typo.yaml")
        let refused: [(arguments: [String], words: String)] = [
            (["start", "same.yaml"], "in already"), (["start", "memory.yaml"], "keeps nothing"),
            (["start", "typo.yaml"], "typo.yaml:1:"), (["start", "nowhere.yaml"], "nowhere.yaml"),
            (["start", "../redis.yaml"], "plain name"), (["cut-over"], "no migration"),
            (["roll-back"], "no migration"), (["finish"], "no migration"), (["stop"], "no migration"),
        ]
        for call in refused {
            let result = try await ChildProcess.run(
                BuildProducts.executable("mooring"), ["migrate"] + call.arguments + ["--url", server.url],
                environment: ["MOORING_ADMIN_TOKEN": MovingHouse.adminToken])
            #expect(result.code == 1, "\(call.arguments)")
            #expect(result.output.contains(call.words), "\(call.arguments): \(result.output)")
        }
        #expect(!FileManager.default.fileExists(atPath: moving.stateFile))
        try await moving.redis.kill()
        let down = try await moving.migrate("start", "redis.yaml", on: server)
        #expect(down.code == 1, "\(down.output)")
        #expect(!FileManager.default.fileExists(atPath: moving.stateFile))
        #expect(try await moving.report(of: server)["phase"] == "none")
        _ = try await server.ask("GET", "/api/workspaces", token: visitor.token)
    }

    /// A server on the store that is still being filled would sign everybody out.
    @Test func aServerDoesNotStartOnAStoreThatIsNotTheTruth() async throws {
        let moving = try await MovingHouse()
        var server = try await moving.start()
        let visitor = try await MovingVisitor(server)
        try await moving.step("start", "redis.yaml", on: server)
        try await server.terminate()
        let early = try ChildProcess(
            BuildProducts.executable("mooring"),
            ["serve", "--config", moving.house.folder.path("redis.yaml"), "--data", moving.house.data, "--port", "0"]
                + ServeArguments.standing)
        #expect(try await early.exitCode() == 1)
        #expect(early.log.contains("not cut over"), "\(early.log)")
        let truth = try String(contentsOfFile: moving.stateFile, encoding: .utf8)
        try "{".write(toFile: moving.stateFile, atomically: true, encoding: .utf8)
        let broken = try ChildProcess(
            BuildProducts.executable("mooring"),
            ["serve", "--config", moving.house.configuration, "--data", moving.house.data, "--port", "0"]
                + ServeArguments.standing)
        #expect(try await broken.exitCode() == 1)
        #expect(broken.log.contains("migration.json"), "\(broken.log)")
        try truth.write(toFile: moving.stateFile, atomically: true, encoding: .utf8)
        // With the other store down the old one goes on, and is filled into it once it is back.
        try await moving.redis.kill()
        server = try await moving.start()
        try await visitor.look(at: server)
        try await eventually("a report of what is wrong") {
            try await moving.report(of: server)["problem"].string != nil
        }
        try await moving.redis.restart(empty: true)
        try await moving.completes(on: server)
        try await moving.step("stop", on: server)
        #expect(!FileManager.default.fileExists(atPath: moving.stateFile))
        try await visitor.look(at: server)
    }
}
