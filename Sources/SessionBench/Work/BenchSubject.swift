import SessionCore

/// A store under measurement, with the sessions in it.
struct BenchSubject: Sendable {
    let target: BenchTarget
    let store: BenchStore
    let plan: BenchPlan
    let stop: BenchInterruption
    var residents = BenchResidents()

    private var payload: BenchPayload { BenchPayload(seed: plan.seed, size: plan.size) }

    init(_ target: BenchTarget, storage: any SessionStorage, plan: BenchPlan, stop: BenchInterruption) {
        self.target = target
        self.plan = plan
        self.stop = stop
        store = BenchStore(storage, through: plan.through)
    }

    /// Puts the sessions in that stay.
    mutating func fill(_ count: Int, _ progress: @escaping @Sendable (Double) -> Void) async throws(BenchFailure) {
        let lanes = min(Limits.fillers, count)
        let store = store
        let payload = payload
        let stop = stop
        residents.sessions = try await BenchCrowd.gather(lanes) { lane in
            var made: [BenchSession] = []
            made.reserveCapacity(count / lanes + 1)
            for number in stride(from: lane, to: count, by: lanes) where !stop.isInterrupted {
                let owner = try BenchSession.principal(number / Limits.sessionsPerPrincipal)
                let bytes = payload.bytes(number: UInt64(number), version: 1)
                made.append(try await store.create(bytes, number: UInt64(number), owner: owner))
                if lane == 0, made.count % 128 == 0 { progress(Double(number) / Double(count)) }
                if made.count % Limits.callsPerTurn == 0 { await Task.yield() }
            }
            return made
        }.sorted { $0.number < $1.number }
    }

    /// Does one thing with some callers for a while, looks at what was written, and answers how it went.
    mutating func measure(_ operation: BenchOperation, callers: Int, run: Int) async throws(BenchFailure) -> RunFigure {
        if operation == .create { try await emptyStock() }
        if operation == .revoke { try await fillStock() }
        if plan.warmUp > 0 { _ = try await phase(operation, callers, run: run, seconds: plan.warmUp, part: 0.1) }
        let figure = try await phase(operation, callers, run: run, seconds: plan.duration, part: 1)
        guard figure.operations > 0 || stop.isInterrupted else {
            throw BenchFailure("no call was answered within \(plan.duration) s")
        }
        return figure
    }

    private mutating func phase(
        _ operation: BenchOperation, _ callers: Int, run: Int, seconds: Double, part: Double
    ) async throws(BenchFailure) -> RunFigure {
        let supply = operation == .revoke ? residents.stock.count : Limits.stock
        let share = max(1, Int(part * Double(supply) / Double(callers)) + (part < 1 ? 0 : 1))
        let people = (0..<callers).map { number in
            BenchCaller(
                store, operation, on: residents, payload: payload, number: number, of: callers, share: share,
                seed: plan.seed &+ UInt64(run) << 32, stop: stop)
        }
        let wallBegan = BenchClock().now
        let processorBefore = ProcessFacts.processorSeconds
        let writtenBefore = ProcessFacts.writtenBytes
        let began = Monotonic.now
        let outcomes = await BenchCrowd.run(people, until: Monotonic.after(seconds))
        let processor = ProcessFacts.processorSeconds - processorBefore
        let elapsed = Monotonic.seconds(since: began)
        let written = ProcessFacts.writtenBytes.flatMap { after in writtenBefore.map { after - $0 } }
        if let failure = outcomes.lazy.compactMap(\.failure).first { throw failure }
        try await settle(operation, outcomes, since: wallBegan)
        var latencies = LatencyHistogram()
        for outcome in outcomes { latencies.merge(outcome.latencies) }
        return RunFigure(
            latencies, seconds: elapsed, processorSeconds: processor, writtenBytes: operation.isWrite ? written : nil)
    }

    /// Reads back all that was written, and keeps it as what the next measurement must find.
    private mutating func settle(
        _ operation: BenchOperation, _ outcomes: [CallerOutcome], since began: Timestamp
    ) async throws(BenchFailure) {
        switch operation {
        case .load, .list: return
        case .commit, .touch:
            let changed = outcomes.flatMap { Array($0.changed) }
            for (place, session) in changed { residents.sessions[place] = session }
            try await look(at: changed.map(\.value)) { [payload] outcome, session in
                try payload.check(outcome, of: session)
                guard case .live(let record) = outcome, record.touchedAt >= began else {
                    throw BenchFailure("the use of session \(session.number) was not recorded")
                }
            }
        case .create:
            let created = outcomes.flatMap(\.created)
            residents.stock += created
            residents.nextNumber += 1 << 32
            try await look(at: created) { [payload] in try payload.check($0, of: $1) }
        case .revoke:
            var kept: [BenchSession] = []
            var ended: [BenchSession] = []
            for (place, session) in residents.stock.enumerated() {
                let isEnded = place / outcomes.count < outcomes[place % outcomes.count].revoked
                if isEnded { ended.append(session) } else { kept.append(session) }
            }
            residents.stock = kept
            try await look(at: ended) { outcome, session in
                guard outcome == .gone(.revoked) else {
                    throw BenchFailure("session \(session.number) was revoked, and a load answered \(outcome.word)")
                }
            }
        }
    }

    private func look(
        at sessions: [BenchSession],
        _ check: @escaping @Sendable (LoadOutcome, BenchSession) throws -> Void
    ) async throws(BenchFailure) {
        guard !sessions.isEmpty else { return }
        let lanes = min(Limits.fillers, sessions.count)
        let store = store
        _ = try await BenchCrowd.gather(lanes) { lane -> [Int] in
            for index in stride(from: lane, to: sessions.count, by: lanes) {
                try check(try await store.load(sessions[index]), sessions[index])
            }
            return []
        }
    }

    /// Ends what is left of earlier creations, so that no measurement finds more sessions than another.
    private mutating func emptyStock() async throws(BenchFailure) {
        guard !residents.stock.isEmpty else { return }
        let stock = residents.stock
        let store = store
        let lanes = min(Limits.fillers, stock.count)
        residents.stock = []
        _ = try await BenchCrowd.gather(lanes) { lane -> [Int] in
            for index in stride(from: lane, to: stock.count, by: lanes) { _ = try await store.revoke(stock[index]) }
            return []
        }
    }

    /// Makes as many sessions as a measurement of `revoke` may end.
    private mutating func fillStock() async throws(BenchFailure) {
        let lack = min(Limits.stock, max(1_000, residents.sessions.count)) - residents.stock.count
        guard lack > 0 else { return }
        let lanes = min(Limits.fillers, lack)
        let first = residents.nextNumber
        residents.nextNumber += 1 << 32
        let store = store
        let payload = payload
        let stop = stop
        residents.stock += try await BenchCrowd.gather(lanes) { lane in
            var made: [BenchSession] = []
            for index in stride(from: lane, to: lack, by: lanes) where !stop.isInterrupted {
                let number = first + UInt64(index)
                let owner = try BenchSession.principal(Int(number) / Limits.sessionsPerPrincipal)
                made.append(
                    try await store.create(payload.bytes(number: number, version: 1), number: number, owner: owner))
            }
            return made
        }
    }
}
