import MemoryStorage
import SessionBench
import SessionCore
import Synchronization
import Testing

/// Stores that come back, and stores that are not measured at all.
@Suite struct RecoveryTests {
    @Test func aStoreThatComesBackWholeIsTimed() async throws {
        let memory = MemoryStorage()
        let report = try await BenchHouse.run(
            BenchHouse.plan([.load, .commit]), on: [BenchHouse.target(restart: .open) { memory }])
        #expect(report.failure == nil)
        let recovery = try #require(report.stores.first?.recovery)
        #expect(recovery.seconds ?? 0 > 0)
        #expect(recovery.checked == 200)
        #expect(report.text.contains("closed and opened again; the first session was found right after"))
    }

    @Test func aStoreThatComesBackEmptyFailsTheRun() async throws {
        let report = try await BenchHouse.run(
            BenchHouse.plan([.load]), on: [BenchHouse.target(restart: .open) { MemoryStorage() }])
        let failure = try #require(report.failure)
        #expect(failure.contains("after a restart: session 0 is absent; its version 1 was acknowledged"), "\(failure)")
    }

    @Test func aServerIsKilledBeforeItIsStarted() async throws {
        let memory = MemoryStorage()
        let steps = Mutex<[String]>([])
        let log = { @Sendable (step: String) in steps.withLock { $0.append(step) } }
        let target = BenchHouse.target(restart: .server(kill: { log("kill") }, start: { log("start") })) {
            log("open")
            return memory
        }
        let report = try await BenchHouse.run(BenchHouse.plan([.load]), on: [target])
        #expect(report.failure == nil)
        #expect(steps.withLock { $0 } == ["open", "kill", "start", "open"])
    }

    @Test func aStoreThatRefusesIsLeftOutWithItsReason() async throws {
        let refusing = BenchTarget(backend: "proud", durability: .full, guarantee: "") { _, _ throws(StorageError) in
            throw StorageError(.misconfigured, "it wants a better disk")
        }
        let report = try await BenchHouse.run(BenchHouse.plan([.load]), on: [refusing, BenchHouse.target()])
        #expect(report.failure == nil)
        #expect(Set(report.figures.map(\.backend)) == ["memory"])
        #expect(report.skipped.map(\.backend) == ["proud"])
        #expect(report.text.contains("not measured: proud at durability full:"), "\(report.text)")
        #expect(report.text.contains("it wants a better disk"), "\(report.text)")
        #expect(report.html.contains("it wants a better disk"))
    }

    @Test func aRunWithoutAnyStoreFails() async throws {
        let refusing = BenchTarget(backend: "proud", durability: .full, guarantee: "") { _, _ throws(StorageError) in
            throw StorageError(.misconfigured, "it wants a better disk")
        }
        let report = try await BenchHouse.run(BenchHouse.plan([.load]), on: [refusing])
        #expect(report.failure?.contains("no store could be measured") == true)
    }

    @Test func aStoreThatIsDownFailsTheRun() async throws {
        let down = BenchTarget(backend: "far", durability: .full, guarantee: "") { _, _ throws(StorageError) in
            throw StorageError(.unavailable, "nobody answers")
        }
        let report = try await BenchHouse.run(BenchHouse.plan([.load]), on: [BenchHouse.target(), down])
        #expect(report.failure?.contains("far could not be opened") == true)
        #expect(report.skipped.isEmpty)
    }
}
