import SessionCore

/// One of the callers of a measurement: does one thing over and over, times each call and checks each answer.
///
/// A caller that writes has sessions of its own, those whose place is its number modulo the number of callers, so that
/// the version it last had acknowledged is the one that must be there.
struct BenchCaller: Sendable {
    let store: BenchStore
    let operation: BenchOperation
    let residents: BenchResidents
    let payload: BenchPayload
    /// Its number, and how many callers there are.
    let number: Int
    let callers: Int
    /// The most sessions it creates or ends.
    let share: Int
    let stop: BenchInterruption

    /// When calls are due, or nothing when each follows the last.
    var pace: BenchPace?
    /// Says that the others have nothing left to do beside which this is measured.
    var end = BenchInterruption()

    var order: RandomOrder
    var outcome: CallerOutcome
    /// When the call was due that is being made; nothing in a closed loop.
    private var due: UInt64?

    init(
        _ store: BenchStore, _ operation: BenchOperation, on residents: BenchResidents, payload: BenchPayload,
        number: Int, of callers: Int, share: Int, seed: UInt64, stop: BenchInterruption
    ) {
        self.store = store
        self.operation = operation
        self.residents = residents
        self.payload = payload
        self.number = number
        self.callers = callers
        self.share = share
        self.stop = stop
        order = RandomOrder(seed: seed, caller: number)
        outcome = CallerOutcome(caller: number)
    }

    /// Calls until an instant, once at the least, or until there is nothing left to do.
    mutating func run(until deadline: UInt64) async {
        var calls = 0
        do {
            while !stop.isInterrupted, try await isDue(calls: calls, until: deadline), try await call() {
                calls += 1
                if calls % Limits.callsPerTurn == 0 { await Task.yield() }
            }
        } catch {
            let sentence = (error as? BenchFailure)?.description ?? "\(operation.rawValue) failed: \(error)"
            outcome.failure = BenchFailure(sentence)
            stop.interrupt()
        }
    }

    /// Whether there is another call to make; returns when its time has come.
    private mutating func isDue(calls: Int, until deadline: UInt64) async throws -> Bool {
        // Once at the least, however late the machine lets a caller begin.
        guard let pace else { return calls == 0 || (!end.isInterrupted && Monotonic.now < deadline) }
        guard !end.isInterrupted, Monotonic.now < deadline, let instant = pace.next() else { return false }
        due = instant
        if Monotonic.now < instant {
            while case let now = Monotonic.now, now < instant, !stop.isInterrupted {
                try await Task.sleep(nanoseconds: min(instant - now, Limits.nap))
            }
            outcome.lateness.record(Monotonic.now - instant)
        }
        return !stop.isInterrupted
    }

    /// The instant from which the latency of a call counts: now, or when it was due.
    var start: UInt64 { due ?? Monotonic.now }

    /// One call; `false` when the caller has nothing left to do.
    private mutating func call() async throws -> Bool {
        switch operation {
        case .load, .sweep: try await load()
        case .commit: return try await commit()
        case .touch: return try await touch()
        case .create: return try await create()
        case .revoke: return try await revoke()
        case .list: try await list()
        case .readHeavy, .writeHeavy:
            return order.below(operation.callsPerCommit) == 0 ? try await commit() : try await loadOwn()
        case .loginStorm: return try await logIn()
        case .revokeAll: return try await revokeAll()
        }
        return true
    }

    private mutating func load() async throws {
        let session = residents.sessions[order.below(residents.sessions.count)]
        let began = start
        let loaded = try await store.load(session)
        outcome.latencies.record(Monotonic.now - began)
        try payload.check(loaded, of: session)
    }

    /// The place of one of the sessions that only this caller writes; nothing when there are more callers than sessions.
    mutating func ownPlace() -> Int? {
        let count = (residents.sessions.count - number + callers - 1) / callers
        return count > 0 ? number + order.below(count) * callers : nil
    }

    private mutating func commit() async throws -> Bool {
        guard let place = ownPlace() else { return false }
        var session = outcome.changed[place] ?? residents.sessions[place]
        let owner = try BenchSession.principal(place / Limits.sessionsPerPrincipal)
        let bytes = payload.bytes(number: session.number, version: session.version + 1)
        let began = start
        let answer = try await store.commit(bytes, for: session, owner: owner)
        outcome.latencies.record(Monotonic.now - began)
        guard case .committed(let version) = answer, version == session.version + 1 else {
            throw BenchFailure("a commit of session \(session.number) on version \(session.version) was not taken")
        }
        session.version = version
        outcome.changed[place] = session
        return true
    }

    private mutating func touch() async throws -> Bool {
        guard let place = ownPlace() else { return false }
        let session = residents.sessions[place]
        let began = start
        let answer = try await store.touch(session)
        outcome.latencies.record(Monotonic.now - began)
        switch answer {
        case .loaded(let loaded): try payload.check(loaded, of: session)
        case .touched(.touched): break
        case .touched: throw BenchFailure("a touch of session \(session.number) was not taken")
        }
        outcome.changed[place] = session
        return true
    }

    private mutating func create() async throws -> Bool {
        guard outcome.created.count < share else { return false }
        let new = residents.nextNumber + UInt64(number) << 20 + UInt64(outcome.created.count)
        let owner = try BenchSession.principal(Int(new) / Limits.sessionsPerPrincipal)
        let bytes = payload.bytes(number: new, version: 1)
        let began = start
        let session = try await store.create(bytes, number: new, owner: owner)
        outcome.latencies.record(Monotonic.now - began)
        outcome.created.append(session)
        return true
    }

    private mutating func revoke() async throws -> Bool {
        let place = number + outcome.revoked * callers
        guard outcome.revoked < share, place < residents.stock.count else { return false }
        let began = start
        let answer = try await store.revoke(residents.stock[place])
        outcome.latencies.record(Monotonic.now - began)
        guard answer == .revoked else { throw BenchFailure("a revocation was answered \(answer), not revoked") }
        outcome.revoked += 1
        return true
    }
}
