import Foundation
import SessionCore
import Testing

@testable import SessionBench

/// The floors, for a moment each.
@Suite struct FloorTests {
    private func run(_ kind: FloorKind, of backend: String, redis: RedisAddress? = nil) throws -> FloorFigure {
        let folder = FileManager.default.temporaryDirectory.appending(path: "floor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var plan = BenchPlan()
        plan.sessions = [500]
        return FloorRunner(plan: plan, folder: folder.path, redis: redis, mark: "bench-0123456789", seconds: 0.05)
            .run(kind, of: backend)
    }

    @Test(arguments: ["file", "sqlite"])
    func everyLocalFloorReachesSomething(_ backend: String) throws {
        for kind in FloorKind.all(of: backend, cores: 2) {
            let figure = try run(kind, of: backend)
            #expect(figure.reason == nil, "\(figure)")
            #expect((figure.perSecond ?? 0) > 0, "\(figure)")
        }
    }

    @Test func aFloorWithoutAServerSaysWhy() throws {
        let nobody = try #require(RedisAddress("redis://127.0.0.1:1/0"))
        for kind in FloorKind.all(of: "redis", cores: 2) {
            let figure = try run(kind, of: "redis", redis: nobody)
            #expect(figure.perSecond == nil)
            #expect(figure.reason?.isEmpty == false, "\(figure)")
        }
    }

    @Test func aFloorThatCannotWriteSaysWhy() {
        let runner = FloorRunner(plan: BenchPlan(), folder: "/proc/nowhere", redis: nil, mark: "bench-0123456789")
        for kind in [FloorKind.fileAppend(threads: 1, synced: true), .sqliteRead(threads: 1, mapped: false)] {
            let figure = runner.run(kind, of: "file")
            #expect(figure.perSecond == nil)
            #expect(figure.reason?.contains("open") == true, "\(figure)")
        }
    }

    @Test func everyWriteAndLoadOfABackendWithFloorsIsComparedWithOneThatRuns() {
        for backend in ["file", "sqlite", "redis"] {
            let names = Set(FloorKind.all(of: backend, cores: 2).map(\.name))
            for operation in BenchOperation.single + [.sweep] where operation != .list {
                for durability in Durability.allCases {
                    for callers in [1, 64, 256] {
                        let kind = FloorKind.fit(for: operation, on: backend, durability, callers: callers, cores: 2)
                        #expect(kind.map { names.contains($0.name) } == true, "\(backend) \(operation) \(durability)")
                    }
                }
            }
        }
    }

    @Test func theFigureOfRedisBenchmarkIsFoundInEitherOfItsShapes() {
        let titled = "\"test\",\"rps\",\"avg_latency_ms\"\n\"GET\",\"98765.43\",\"0.3\"\n"
        #expect(RedisBenchmark.speed(of: "get", in: titled) == 98765.43)
        #expect(RedisBenchmark.speed(of: "set", in: "\"SET\",\"1200.00\"\n") == 1200)
        #expect(RedisBenchmark.speed(of: "get", in: "Could not connect") == nil)
    }
}
