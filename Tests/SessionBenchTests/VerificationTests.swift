import SessionBench
import Testing

/// A run over a store that lies does not count, and says what was wrong.
@Suite struct VerificationTests {
    @Test(arguments: [
        (LyingStorage.Fault.foreign, BenchOperation.load, "has the payload of session"),
        (.damaged, .load, "was not stored as version 1"),
        (.absent, .load, "is absent"),
        (.stale, .commit, "has version 1; version"),
        (.forgetfulCommit, .commit, "was last acknowledged"),
        (.forgetfulTouch, .touch, "was not recorded"),
        (.damaged, .touch, "was not stored as version 1"),
        (.absent, .create, "is absent"),
        (.stale, .readHeavy, "has version 1; version"),
        (.stale, .writeHeavy, "has version 1; version"),
        (.forgetfulCommit, .writeHeavy, "acknowledged"),
        (.forgetfulRevoke, .revoke, "was revoked, and a load answered live"),
    ])
    func aStoreThatLiesFailsTheRun(_ fault: LyingStorage.Fault, _ operation: BenchOperation, _ words: String)
        async throws
    {
        for path in BenchPath.allCases {
            var plan = BenchHouse.plan([operation])
            plan.through = path
            let report = try await BenchHouse.run(plan, on: [BenchHouse.target { LyingStorage(fault) }])
            let failure = try #require(report.failure, "\(path)")
            #expect(failure.contains(words), "\(failure)")
            #expect(report.text.contains("FAILED, these figures do not count"))
        }
    }

    @Test func aStoreThatKeepsItsPromisesIsMeasured() async throws {
        for path in BenchPath.allCases {
            var plan = BenchHouse.plan()
            plan.through = path
            let report = try await BenchHouse.run(plan, on: [BenchHouse.target()])
            #expect(report.failure == nil)
            // One caller is enough to end all sessions of a principal.
            #expect(report.figures.count == BenchOperation.allCases.count * 2 - 1)
            #expect(report.figures.allSatisfy { $0.runs.count == 2 && $0.median.operations > 0 })
        }
    }

    @Test func listingAStoreWithoutListsFailsAndSaysSo() async throws {
        let report = try await BenchHouse.run(
            BenchHouse.plan([.list]), on: [BenchHouse.target { LyingStorage(.stale) }])
        #expect(report.failure?.contains("cannot list sessions by principal") == true, "\(report.failure ?? "")")
    }

    @Test func anInterruptedRunReportsWhatThereIs() async throws {
        let stop = BenchInterruption()
        stop.interrupt()
        let report = try await BenchHouse.run(BenchHouse.plan(), on: [BenchHouse.target()], stop: stop)
        #expect(report.isInterrupted)
        #expect(report.failure == nil)
        #expect(report.figures.isEmpty)
        #expect(report.text.contains("interrupted"))
    }

    @Test func whatWasMeasuredBeforeAnInterruptIsAFigure() async throws {
        let stop = BenchInterruption()
        var plan = BenchHouse.plan([.load, .commit])
        (plan.concurrency, plan.warmUp, plan.duration) = ([1], 0, 300)
        let target = BenchHouse.target(restart: .open) { HookedStorage { if $0 == 100 { stop.interrupt() } } }
        let report = try await BenchHouse.run(plan, on: [target], stop: stop)
        #expect(report.isInterrupted)
        #expect(report.failure == nil)
        #expect(report.figures.map(\.operation) == [.load])
        #expect(report.figures.first?.median.operations == 100)
        #expect(report.stores.first?.recovery == nil)
    }
}
