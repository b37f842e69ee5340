import SessionCore

/// What is more than one verb over and over.
extension BenchCaller {
    /// A load of a session that only this caller writes, so that its version is known while others commit.
    mutating func loadOwn() async throws -> Bool {
        guard let place = ownPlace() else { return false }
        let session = outcome.changed[place] ?? residents.sessions[place]
        let began = start
        let loaded = try await store.load(session)
        outcome.latencies.record(Monotonic.now - began)
        try payload.check(loaded, of: session)
        return true
    }

    /// A whole login, measured as one call.
    mutating func logIn() async throws -> Bool {
        guard outcome.created.count < share else { return false }
        let new = residents.nextNumber + UInt64(number) << 20 + UInt64(outcome.created.count)
        let guest = try BenchSession.principal("guest\(new)")
        let before = outcome.created.count % Limits.sessionsPerPrincipal
        let user = try BenchSession.principal("user\(new - UInt64(before))")
        // A rotation raises the version and keeps the payload, which is made for the version it will have.
        let bytes = payload.bytes(number: new, version: 2)
        let began = start
        let visitor = try await store.create(bytes, number: new, owner: guest)
        let session = try await store.rotate(visitor, to: user)
        let loaded = try await store.load(session)
        let page = try await store.list(user)
        outcome.latencies.record(Monotonic.now - began)
        outcome.created.append(session)
        try payload.check(loaded, of: session)
        try check(page, of: user, outcome.created.suffix(before + 1))
        return true
    }

    /// Ends all sessions of a principal that has nothing else.
    mutating func revokeAll() async throws -> Bool {
        let place = number + outcome.revoked * callers
        guard outcome.revoked < share, place < residents.groupsToEnd.count else { return false }
        let group = residents.groupsToEnd[place]
        let began = start
        let count = try await store.revokeAll(of: group.owner)
        outcome.latencies.record(Monotonic.now - began)
        guard count == group.sessions.count else {
            throw BenchFailure("\(count) sessions of \(group.owner) were ended, not \(group.sessions.count)")
        }
        outcome.revoked += 1
        return true
    }

    mutating func list() async throws {
        let group = order.below(residents.groups)
        let owner = try BenchSession.principal(group)
        let began = start
        let page = try await store.list(owner)
        outcome.latencies.record(Monotonic.now - began)
        try check(page, of: owner, residents.members(of: group).map { residents.sessions[$0] })
    }

    /// Throws unless a list has these sessions, each as it was last acknowledged, and no other.
    private func check(_ page: SessionPage, of owner: Principal, _ sessions: some Collection<BenchSession>) throws {
        let expected = Dictionary(uniqueKeysWithValues: sessions.map { ($0.handle, $0) })
        guard page.records.count == sessions.count, page.next == nil else {
            throw BenchFailure("the list of \(owner) has \(page.records.count) sessions, not \(sessions.count)")
        }
        for record in page.records {
            guard let session = expected[record.handle] else {
                throw BenchFailure("the list of \(owner) has a session of somebody else")
            }
            try payload.check(.live(record), of: session)
        }
    }
}
