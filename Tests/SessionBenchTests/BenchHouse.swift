import Foundation
import MemoryStorage
import SessionBench
import SessionCore

/// Short runs in a folder of their own.
struct BenchHouse {
    /// A plan that is over in a moment.
    static func plan(_ operations: [BenchOperation] = BenchOperation.allCases) -> BenchPlan {
        BenchPlan(
            sessions: [200], size: 100, concurrency: [1, 4], operations: operations, duration: 0.02, warmUp: 0.005,
            runs: 2, seed: 7, hasFloors: false)
    }

    static func target(
        _ name: String = "memory", restart: BenchRestart = .none("nothing stays"),
        _ storage: @escaping @Sendable () -> any SessionStorage = { MemoryStorage() }
    ) -> BenchTarget {
        BenchTarget(
            backend: name, durability: .none, guarantee: "Nothing stays.", restart: restart
        ) { _, _ throws(StorageError) in
            storage()
        }
    }

    /// Runs a plan and removes what it left on the disk.
    static func run(
        _ plan: BenchPlan, on targets: [BenchTarget], stop: BenchInterruption = BenchInterruption()
    ) async throws -> BenchReport {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return await StorageBench.run(
            plan, on: targets, BenchSettings(folder: folder.path, mark: "bench-0123456789", stop: stop))
    }
}
