public import Logging

/// Sessions as a server uses them: minted, loaded, changed, rotated, ended, and watched, over any store.
///
/// A manager holds no timer, file or socket. It passes the time in from its clock and never turns a failure of the store
/// into "no such session".
public final class SessionManager: Sendable {
    /// The store. Use the manager's verbs where there is one: they keep the policy and tell the observers.
    public let storage: any SessionStorage
    /// How long sessions live.
    public let policy: SessionPolicy
    /// Where the time comes from.
    public let clock: any SessionClock

    /// What reads that ask for it get while the store is down.
    public let whenUnavailable: FailurePolicy

    let stale: StaleReads?
    let mintToken: @Sendable () -> SessionToken
    let logger: Logger
    let throttle: TouchThrottle
    let observers = SessionObservers()
    let attachments = AttachmentTable()

    /// Makes a manager over a store.
    ///
    /// - Parameter mintToken: where new tokens come from; anything but a cryptographic source breaks every promise.
    public init(
        storage: any SessionStorage,
        policy: SessionPolicy = SessionPolicy(),
        whenUnavailable: FailurePolicy = .failClosed,
        clock: any SessionClock,
        logger: Logger,
        mintToken: @escaping @Sendable () -> SessionToken = { SessionToken.random() }
    ) {
        self.storage = storage
        self.policy = policy
        self.clock = clock
        self.logger = logger
        self.mintToken = mintToken
        self.whenUnavailable = whenUnavailable
        if case .readOnlyStale(let span) = whenUnavailable { stale = StaleReads(span: span) } else { stale = nil }
        self.throttle = TouchThrottle(interval: policy.touchEvery)
    }

    /// Starts a session and returns its secret, which is shown here and never again.
    ///
    /// - Parameters:
    ///   - owner: in whose list it appears, given its handle.
    ///   - life: what its deadlines follow.
    /// - Throws: ``StorageError``; `unavailable` when the source of tokens repeats itself or the owner's epoch forbids it.
    public func create(
        _ kind: SessionKind, payload: [UInt8], life: SessionLife = .whileUsed,
        owner: (SessionHandle) -> Principal
    ) async throws(StorageError) -> IssuedSession {
        for _ in 0..<Limits.tokenAttempts {
            let now = clock.now
            let token = mintToken()
            let handle = SessionHandle.random()
            let (idle, absolute) = life.deadlines(from: now, policy)
            let record = SessionRecord(
                key: token.key, handle: handle, kind: kind, owner: owner(handle), createdAt: now,
                idleDeadline: idle, absoluteDeadline: absolute, payload: payload)
            stale?.forgetLists(of: record.owner)
            switch try await createSettled(record) {
            case .created:
                stale?.forgetLists(of: record.owner)
                observers.tell(.created(handle))
                return IssuedSession(token: token, record: record)
            case .duplicate: continue
            case .gone:
                throw StorageError(.unavailable, "the owner's sessions were all ended at this instant; try again")
            }
        }
        throw StorageError(.unavailable, "\(Limits.tokenAttempts) tokens in a row exist already: randomness is broken")
    }

    /// Starts a session of a known owner.
    public func create(
        _ kind: SessionKind, owner: Principal, payload: [UInt8], life: SessionLife = .whileUsed
    ) async throws(StorageError) -> IssuedSession {
        try await create(kind, payload: payload, life: life) { _ in owner }
    }

    /// Finds the session of a token. Counts as use.
    public func load(_ token: SessionToken) async throws(StorageError) -> LoadOutcome {
        try await load(token.key)
    }

    /// Finds a session by its key. Counts as use, at most one write per ``SessionPolicy/touchEvery``.
    ///
    /// A touch that the store cannot take is logged, not thrown: the session was found.
    public func load(_ key: SessionKey) async throws(StorageError) -> LoadOutcome {
        let now = clock.now
        let (outcome, isStale) = try await find(key, at: now)
        switch outcome {
        case .live(let record):
            if !isStale, policy.sliding == .onAccess, record.key == key { await touch(record, at: now) }
        case .gone(.superseded): observers.tell(.reused(nil))
        case .gone, .absent: break
        }
        return outcome
    }

    /// Finds a session without counting it as use.
    public func peek(_ key: SessionKey) async throws(StorageError) -> LoadOutcome {
        try await find(key, at: clock.now).outcome
    }

    /// Moves a session to a new secret, at every change of privilege.
    ///
    /// - Parameters:
    ///   - owner: a new owner, when the session is bound to or taken from a principal.
    ///   - grace: for how long the old secret still reads.
    /// - Throws: ``SessionError`` when the session is absent, gone or changed by others again and again;
    ///   ``StorageError`` when the store fails.
    public func rotate(
        _ key: SessionKey, owner: Principal? = nil, grace: Duration = .zero
    ) async throws -> IssuedSession {
        var record = try await liveRecord(key)
        for _ in 0..<Limits.commitAttempts {
            let now = clock.now
            let token = mintToken()
            let rotation = Rotation(
                to: token.key, owner: owner, graceUntil: grace > .zero ? now.advanced(by: grace) : nil)
            switch try await rotate(record, with: rotation, at: now) {
            case .rotated:
                // What was stored is found again, but a store that fails now must not cost the only copy of the token.
                let stored = try? await storage.load(token.key, at: now)
                if case .live(let stored) = stored {
                    record = stored
                } else {
                    record = record.rotated(by: rotation, at: now)
                }
                observers.tell(.rotated(record.handle))
                return IssuedSession(token: token, record: record)
            case .conflict(let current): record = current
            case .duplicate: continue
            case .gone(let reason): throw SessionError(.gone(reason), "the session has ended")
            case .absent: throw SessionError(.absent, "there is no such session")
            }
        }
        throw SessionError(.conflict, "the session changed \(Limits.commitAttempts) times while it was being rotated")
    }

    private func rotate(
        _ record: SessionRecord, with rotation: Rotation, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        forgetRotated(record, rotation)
        defer { forgetRotated(record, rotation) }
        return try await rotateSettled(record, with: rotation, at: now)
    }

    private func forgetRotated(_ record: SessionRecord, _ rotation: Rotation) {
        stale?.end(record.key)
        stale?.forgetLists(of: record.owner)
        if let owner = rotation.owner { stale?.forgetLists(of: owner) }
    }

    /// Ends a session. Repeating it does no harm; of an unknown key it answers `.absent`.
    public func revoke(_ key: SessionKey, reason: EndReason = .revoked) async throws(StorageError) -> RevokeOutcome {
        let now = clock.now
        // Before, so that it shows nowhere however the call ends; after, so that no read between brings it back.
        stale?.end(key)
        defer { stale?.end(key) }
        // An old key within its grace ends the session it leads to.
        let before = try await endedByRevoking(key, at: now)
        if let before { stale?.end(before.key) }
        defer { if let before { stale?.end(before.key) } }
        let outcome = try await revokeSettled(key, reason: reason, at: now)
        if let before, outcome == .revoked { observers.tell(.ended(before.handle, reason)) }
        return outcome
    }

    /// The session that a revocation ends; nothing also where it cannot be read, for what cannot be read can be ended.
    private func endedByRevoking(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> SessionRecord? {
        do {
            guard case .live(let record) = try await storage.load(key, at: now) else { return nil }
            return record
        } catch  where error.code == .corrupt {
            logger.warning("A session that cannot be read is ended; who is on it is told at the next look")
            return nil
        }
    }

    /// Tells an observer of everything that happens to sessions in this process, until the returned value is let go.
    ///
    /// The observer is called on the task of whoever caused the event and must return quickly. Nothing is returned when
    /// there are ``Limits/observers`` already.
    public func observe(_ observer: @escaping @Sendable (SessionEvent) -> Void) -> SessionObservation? {
        observers.add(observer)
    }

    /// The session to change. A key within its grace only reads: it is gone for whoever would write.
    func liveRecord(_ key: SessionKey) async throws -> SessionRecord {
        switch try await storage.load(key, at: clock.now) {
        case .live(let record) where record.key == key: return record
        case .live: throw SessionError(.gone(.superseded), "the session lives under a newer secret")
        case .gone(let reason): throw SessionError(.gone(reason), "the session has ended")
        case .absent: throw SessionError(.absent, "there is no such session")
        }
    }

    private func touch(_ record: SessionRecord, at now: Timestamp) async {
        let isProvisional = record.idleDeadline < policy.idleDeadline(from: record.touchedAt)
        guard throttle.shouldTouch(record, isProvisional: isProvisional, at: now) else { return }
        do {
            _ = try await storage.touch(record.key, idleDeadline: policy.idleDeadline(from: now), at: now)
        } catch {
            throttle.forget(record.key)
            logger.warning("A session was found but its use could not be recorded", metadata: ["error": "\(error)"])
        }
    }
}

/// A session and its secret.
public struct IssuedSession: Sendable {
    /// The secret, to be shown to its holder once and kept nowhere.
    public let token: SessionToken
    /// The session as it was stored.
    public let record: SessionRecord
}
