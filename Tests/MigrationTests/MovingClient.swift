import SessionCore

/// Somebody who creates, changes and ends sessions of their own, and knows what each answer has to be.
struct MovingClient {
    private struct Owned {
        var key: SessionKey
        var version: UInt64
    }

    let store: any SessionStorage & PrincipalIndex
    let book: SessionBook
    private var generator: SeededGenerator
    private var owned: [Owned] = []

    init(_ store: any SessionStorage & PrincipalIndex, book: SessionBook, seed: UInt64) {
        self.store = store
        self.book = book
        generator = SeededGenerator(seed: seed)
    }

    private var now: Timestamp { WallClock().now }

    /// Makes one call or a few, and judges the answers.
    mutating func step() async {
        do throws(StorageError) {
            switch Int.random(in: 0..<100, using: &generator) {
            case ..<15: try await create()
            case ..<45: try await commit()
            case ..<60: try await touch()
            case ..<72: try await rotate()
            case ..<80: try await revoke()
            case ..<83: try await endMany()
            default: try await lookAround()
            }
            book.count()
        } catch  where error.code == .timeout || error.code == .unavailable {
            // Nothing was changed; whoever waits for answers sees whether any come.
        } catch {
            book.complain("a call failed: \(error)")
        }
    }

    mutating func create() async throws(StorageError) {
        let record = record(owner: .workspace(.random(using: &generator)))
        guard try await store.create(record) == .created else { return book.complain("a new session was not created") }
        owned.append(Owned(key: record.key, version: 1))
        book.note(record.key, .live(1))
    }

    private mutating func commit() async throws(StorageError) {
        guard let index = pick() else { return }
        let session = owned[index]
        let payload = [UInt8](repeating: UInt8(truncatingIfNeeded: session.version), count: 40)
        let outcome = try await store.commit(
            payload, for: session.key, expecting: session.version, idleDeadline: nil, at: now)
        guard outcome == .committed(session.version + 1) else { return book.complain("a commit was \(outcome)") }
        owned[index].version += 1
        book.note(session.key, .live(session.version + 1))
    }

    private mutating func touch() async throws(StorageError) {
        guard let index = pick() else { return }
        let deadline = now.advanced(by: .seconds(Int.random(in: 3_600...7_200, using: &generator)))
        let outcome = try await store.touch(owned[index].key, idleDeadline: deadline, at: now)
        guard case .touched = outcome else { return book.complain("a touch was \(outcome)") }
    }

    private mutating func rotate() async throws(StorageError) {
        guard let index = pick() else { return }
        let session = owned[index]
        let new = SessionToken.random(using: &generator).key
        let hasGrace = Bool.random(using: &generator)
        let rotation = Rotation(to: new, graceUntil: hasGrace ? now.advanced(by: .seconds(3_600)) : nil)
        if !hasGrace { book.note(session.key, .ending) }
        let outcome = try await store.rotate(session.key, with: rotation, expecting: session.version, at: now)
        guard outcome == .rotated(session.version + 1) else { return book.complain("a rotation was \(outcome)") }
        owned[index] = Owned(key: new, version: session.version + 1)
        book.note(new, .live(session.version + 1))
        // In its grace the old key leads to the session until that ends: others see it in its versions.
        book.note(session.key, hasGrace ? .ending : .ended)
        guard hasGrace else { return }
        let seen = try await store.load(session.key, at: now)
        guard case .live(let record) = seen, record.key == new else {
            return book.complain("an old key in its grace is \(seen)")
        }
    }

    private mutating func revoke() async throws(StorageError) {
        guard let index = pick() else { return }
        let session = owned.remove(at: index)
        book.note(session.key, .ending)
        guard try await store.revoke(session.key, reason: .loggedOut, at: now) == .revoked else {
            return book.complain("a session could not be ended")
        }
        book.note(session.key, .ended)
    }

    /// Signs somebody out everywhere but here.
    private mutating func endMany() async throws(StorageError) {
        let owner = Principal.workspace(.random(using: &generator))
        let records = (0..<4).map { _ in record(owner: owner) }
        for record in records { _ = try await store.create(record) }
        let count = try await store.revokeSessions(of: owner, except: records[0].key, reason: .revoked, at: now)
        guard count == 3 else { return book.complain("of four sessions \(count) were ended and not three") }
        for record in records.dropFirst() { book.note(record.key, .ended) }
        book.note(records[0].key, .live(1))
        owned.append(Owned(key: records[0].key, version: 1))
    }

    /// Looks at a session, of whoever it is.
    private mutating func lookAround() async throws(StorageError) {
        guard let (key, fact) = book.any(using: &generator) else { return }
        book.judge(try await store.load(key, at: now), of: key, knowing: fact)
    }

    private mutating func pick() -> Int? {
        owned.indices.randomElement(using: &generator)
    }

    private mutating func record(owner: Principal) -> SessionRecord {
        let now = now
        return SessionRecord(
            key: SessionToken.random(using: &generator).key, handle: .random(using: &generator), kind: .terminal,
            owner: owner, createdAt: now, idleDeadline: now.advanced(by: .seconds(3_600)),
            absoluteDeadline: now.advanced(by: .seconds(86_400)), payload: [1])
    }
}
