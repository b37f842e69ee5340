import SessionCore

/// The sessions that measurements find and use up.
extension BenchSubject {
    /// Puts the sessions in that stay.
    mutating func fill(_ count: Int, _ progress: @escaping @Sendable (Double) -> Void) async throws(BenchFailure) {
        let (store, payload) = (store, payload)
        residents.sessions = try await make(count) { number in
            let owner = try BenchSession.principal(number / Limits.sessionsPerPrincipal)
            if number % 8_192 == 0 { progress(Double(number) / Double(count)) }
            return try await store.create(
                payload.bytes(number: UInt64(number), version: 1), number: UInt64(number), owner: owner)
        }
    }

    /// Prepares what a measurement needs.
    mutating func supply(_ operation: BenchOperation, callers: Int) async throws(BenchFailure) {
        switch operation {
        case .create, .loginStorm: try await emptyStock()
        case .revoke: try await fillStock()
        case .revokeAll: try await fillGroups(max(Limits.revocations, callers))
        case .sweep: try await fillDue()
        default: break
        }
    }

    /// How many sessions, or groups of them, a measurement may create or end.
    func supply(for operation: BenchOperation) -> Int {
        switch operation {
        case .revoke: residents.stock.count
        case .revokeAll: residents.groupsToEnd.count
        default: Limits.stock
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

    private var stockCount: Int { min(Limits.stock, max(1_000, residents.sessions.count)) }

    /// Makes as many sessions as a measurement of `revoke` may end.
    private mutating func fillStock() async throws(BenchFailure) {
        let (store, payload, first) = (store, payload, takeNumbers())
        residents.stock += try await make(stockCount - residents.stock.count) { index in
            let number = first + UInt64(index)
            let owner = try BenchSession.principal(Int(number) / Limits.sessionsPerPrincipal)
            return try await store.create(payload.bytes(number: number, version: 1), number: number, owner: owner)
        }
    }

    /// Makes sessions that a sweep finds expired.
    private mutating func fillDue() async throws(BenchFailure) {
        let (store, payload, first) = (store, payload, takeNumbers())
        residents.due = try await make(stockCount) { index in
            let number = first + UInt64(index)
            let owner = try BenchSession.principal(Int(number) / Limits.sessionsPerPrincipal)
            return try await store.createDue(payload.bytes(number: number, version: 1), number: number, owner: owner)
        }
    }

    /// Makes groups of sessions, each of a principal of its own.
    private mutating func fillGroups(_ count: Int) async throws(BenchFailure) {
        let (store, payload, first) = (store, payload, takeNumbers())
        let size = min(Limits.sessionsEndedAtOnce, residents.sessions.count)
        let name = { @Sendable (group: Int) in "crowd\(first + UInt64(group))" }
        let sessions = try await make((count - residents.groupsToEnd.count) * size) { index in
            let number = first + UInt64(index)
            return try await store.create(
                payload.bytes(number: number, version: 1), number: number,
                owner: try BenchSession.principal(name(index / size)))
        }
        for group in 0..<sessions.count / max(1, size) {
            residents.groupsToEnd.append(
                BenchGroup(
                    owner: try BenchSession.principal(name(group)),
                    sessions: Array(sessions[group * size..<(group + 1) * size])))
        }
    }

    /// Numbers that no other session has.
    private mutating func takeNumbers() -> UInt64 {
        defer { residents.nextNumber += 1 << 32 }
        return residents.nextNumber
    }

    /// Makes sessions by many callers at once and answers them by number; fewer when the run is ended.
    private func make(
        _ count: Int, _ body: @escaping @Sendable (Int) async throws -> BenchSession
    ) async throws(BenchFailure) -> [BenchSession] {
        guard count > 0 else { return [] }
        let lanes = min(Limits.fillers, count)
        let stop = stop
        return try await BenchCrowd.gather(lanes) { lane in
            var made: [BenchSession] = []
            made.reserveCapacity(count / lanes + 1)
            for index in stride(from: lane, to: count, by: lanes) where !stop.isInterrupted {
                made.append(try await body(index))
                if made.count % Limits.callsPerTurn == 0 { await Task.yield() }
            }
            return made
        }.sorted { $0.number < $1.number }
    }
}
