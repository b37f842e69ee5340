import Foundation
import SessionCore
import Testing

@testable import SessionBench

/// The floors of Redis, on a server of the test's own.
@Suite struct RedisFloorTests {
    @Test func everyFloorOfRedisReachesSomethingAndLeavesNoKeyOfTheBench() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rf-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let socket = folder.appending(path: "s").path
        let server = Process()
        server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        server.arguments = [
            "redis-server", "--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder.path, "--daemonize",
            "no",
        ]
        server.standardOutput = FileHandle.nullDevice
        try server.run()
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        let address = try #require(RedisAddress("unix://\(socket)"))
        let deadline = Monotonic.after(20)
        while let obstacle = address.obstacle {
            try #require(Monotonic.now < deadline, "\(obstacle)")
            try await Task.sleep(for: .milliseconds(20))
        }
        var plan = BenchPlan()
        plan.sessions = [500]
        let runner = FloorRunner(
            plan: plan, folder: folder.path, redis: address, mark: "bench-0123456789", seconds: 0.05)
        for kind in FloorKind.all(of: "redis", cores: 2) {
            let figure = runner.run(kind, of: "redis")
            #expect(figure.reason == nil, "\(figure)")
            #expect((figure.perSecond ?? 0) > 0, "\(figure)")
        }
        #expect(try address.removeKeys(with: "bench-0123456789").get() == 0)
    }

    @Test(arguments: ["", "short", "bench-*********"])
    func aPartThatWouldMeetForeignKeysIsRefused(_ part: String) throws {
        let address = try #require(RedisAddress("redis://127.0.0.1:1/0"))
        guard case .failure(let failure) = address.removeKeys(with: part) else {
            Issue.record("'\(part)' was taken")
            return
        }
        #expect(failure.description.contains("pattern"), "\(failure)")
    }
}
