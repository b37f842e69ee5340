import Foundation
import MemoryStorage
import SessionBench
import SessionCore
import Testing

@Suite struct BenchReportTests {
    private func report() async throws -> BenchReport {
        var plan = BenchHouse.plan([.load, .commit])
        plan.hasFloors = true
        // Named as a backend with floors, so that shares are written; the store itself is in memory.
        return try await BenchHouse.run(plan, on: [BenchHouse.target("file")])
    }

    @Test func theTableHasALineForEveryFigureAndEveryFloor() async throws {
        let report = try await report()
        let lines = report.text.split(separator: "\n").map(String.init)
        #expect(lines.contains { $0.contains("file, durability none: Nothing stays.") })
        #expect(lines.contains { $0.contains("seed 7") })
        let title = try #require(lines.first { $0.hasPrefix("backend") })
        for word in ["ops/s", "spread", "p50 µs", "p99 µs", "p99.9 µs", "max µs", "share", "of the floor"] {
            #expect(title.contains(word), "\(title)")
        }
        #expect(lines.filter { $0.split(separator: " ").prefix(2) == ["file", "none"] }.count == 4, "\(report.text)")
        #expect(lines.filter { $0.hasPrefix("pread") || $0.hasPrefix("append") }.count == report.floors.count)
        #expect(report.figures.allSatisfy { $0.share ?? 0 > 0 && $0.floor != nil }, "\(report.text)")
    }

    /// A report with everything in it that need not be there.
    private func fullReport() async throws -> BenchReport {
        var plan = BenchHouse.plan([.load, .commit, .sweep])
        plan.rate = 1_000
        let memory = MemoryStorage()
        let refusing = BenchTarget(backend: "proud", durability: .full, guarantee: "") { _, _ throws(StorageError) in
            throw StorageError(.misconfigured, "no")
        }
        var report = try await BenchHouse.run(
            plan, on: [BenchHouse.target(restart: .open) { memory }, refusing])
        report.floors = try await self.report().floors
        #expect(report.failure == nil && !report.skipped.isEmpty && report.stores.first?.recovery != nil)
        return report
    }

    @Test func theJSONHasEveryPropertyThatTheSchemaAsksFor() async throws {
        let answer = try #require(
            JSONSerialization.jsonObject(with: Data(try await fullReport().json().utf8)) as? [String: Any])
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = try Data(contentsOf: root.appending(path: "docs/bench-report.schema.json"))
        let schema = try #require(JSONSerialization.jsonObject(with: file) as? [String: Any])
        let problems = SchemaCheck(schema).problems(of: answer)
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
        #expect(answer["schema"] as? String == BenchReport.currentSchema)
    }

    @Test func aPlanOutsideItsBoundsIsRefusedInWords() {
        var plan = BenchPlan()
        #expect(plan.problem == nil)
        plan.size = 31
        #expect(plan.problem == "size: 31 is not in 32 … 1048576")
        plan = BenchPlan(sessions: [0])
        #expect(plan.problem?.hasPrefix("sessions: 0 is not in") == true)
        plan = BenchPlan(concurrency: [1, 5_000])
        #expect(plan.problem?.hasPrefix("concurrency: 5000") == true)
        plan = BenchPlan(operations: [])
        #expect(plan.problem?.hasPrefix("operations") == true)
        plan = BenchPlan(duration: .nan)
        #expect(plan.problem?.hasPrefix("duration") == true)
        plan = BenchPlan(rate: .infinity)
        #expect(plan.problem?.hasPrefix("rate") == true)
        plan = BenchPlan(rate: 0)
        #expect(plan.problem?.hasPrefix("rate") == true)
        plan = BenchPlan(runs: 0)
        #expect(plan.problem?.hasPrefix("runs") == true)
    }
}
