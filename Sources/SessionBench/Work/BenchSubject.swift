import SessionCore

/// A store under measurement, with the sessions in it.
struct BenchSubject: Sendable {
    let target: BenchTarget
    let store: BenchStore
    let plan: BenchPlan
    let stop: BenchInterruption
    var residents = BenchResidents()

    var payload: BenchPayload { BenchPayload(seed: plan.seed, size: plan.size) }

    init(_ target: BenchTarget, storage: any SessionStorage, plan: BenchPlan, stop: BenchInterruption) {
        self.target = target
        self.plan = plan
        self.stop = stop
        store = BenchStore(storage, through: plan.through)
    }

    /// Does one thing with some callers for a while, looks at what was written, and answers how it went; nothing when the
    /// run was ended before a call was answered.
    mutating func measure(_ operation: BenchOperation, callers: Int, run: Int) async throws(BenchFailure) -> RunFigure?
    {
        try await supply(operation, callers: callers)
        if plan.warmUp > 0, operation != .revokeAll, operation != .sweep {
            _ = try await phase(operation, callers, run: run, seconds: plan.warmUp, part: 0.1)
        }
        let figure = try await phase(operation, callers, run: run, seconds: plan.duration, part: 1)
        if figure.operations > 0 { return figure }
        guard stop.isInterrupted else { throw BenchFailure("no call was answered within \(plan.duration) s") }
        return nil
    }

    private mutating func phase(
        _ operation: BenchOperation, _ callers: Int, run: Int, seconds: Double, part: Double
    ) async throws(BenchFailure) -> RunFigure {
        let supply = supply(for: operation)
        let share = max(1, Int(part * Double(supply) / Double(callers)) + (part < 1 ? 0 : 1))
        let end = BenchInterruption()
        let wallBegan = BenchClock().now
        let syncsBefore = try await syncs()
        let usage = ProcessUsage()
        let deadline = usage.began + UInt64(seconds * 1e9)
        let pace = plan.rate.map { BenchPace(perSecond: $0, from: usage.began, until: deadline) }
        let people = (0..<callers).map { number in
            var caller = BenchCaller(
                store, operation, on: residents, payload: payload, number: number, of: callers, share: share,
                seed: plan.seed &+ UInt64(run) << 32, stop: stop)
            caller.pace = pace
            caller.end = end
            return caller
        }
        let sweeper = operation == .sweep ? BenchSweeper(store: store, stop: stop, end: end) : nil
        let outcomes = await BenchCrowd.run(people, beside: sweeper, until: deadline)
        let used = usage.end()
        if let failure = outcomes.lazy.compactMap(\.failure).first { throw failure }
        var figure = RunFigure(outcomes, used, isWrite: operation.isWrite)
        if let pace { figure.untaken = pace.untaken }
        if let syncsBefore, let after = try await syncs(), let later = try await syncs(), figure.operations > 0 {
            // A look may write as well: what two in a row differ by is not the calls'.
            figure.syncsEach = Double(max(0, after - syncsBefore - (later - after))) / Double(figure.operations)
        }
        try await settle(operation, outcomes, since: wallBegan)
        return figure
    }

    /// How often the store has waited for the disk so far, where it counts that.
    private func syncs() async throws(BenchFailure) -> Int? {
        do {
            guard case .some(let text) = try await store.health()?.facts[BenchStore.syncsFact] else { return nil }
            return Int(text)
        } catch {
            throw BenchFailure("the store is not healthy: \(error)")
        }
    }
}
