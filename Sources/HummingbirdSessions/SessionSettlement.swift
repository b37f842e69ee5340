import SessionCore

/// Does at the end of a request what its handlers decided, and says what becomes of the cookie, also when it fails.
struct SessionSettlement {
    /// What the answer does with the cookie.
    enum CookieStep: Equatable {
        case leave
        case hand(SessionToken, until: Timestamp)
        case clear
    }

    let sessions: SessionManager
    let kind: SessionKind
    private(set) var cookie = CookieStep.leave

    init(sessions: SessionManager, kind: SessionKind) {
        self.sessions = sessions
        self.kind = kind
    }

    /// Finds the session of a token; nothing when there is none, whatever the reason, that a request may use.
    mutating func load(_ token: SessionToken) async throws -> SessionRecord? {
        let now = sessions.clock.now
        guard let found = try await live(sessions.load(token)) else { return nil }
        // The load may have been a use that moved the deadline: then the cookie must follow it.
        guard sessions.policy.sliding == .onAccess, found.key == token.key,
            found.touchedAt.advanced(by: sessions.policy.touchEvery) <= now
        else { return found }
        guard let touched = try await live(sessions.peek(token.key)) else { return nil }
        if touched.deadline != found.deadline { cookie = .hand(token, until: touched.deadline) }
        return touched
    }

    private func live(_ outcome: LoadOutcome) -> SessionRecord? {
        // The token of an invitation or a workspace is not one of a login.
        guard case .live(let record) = outcome, record.kind == kind else { return nil }
        return record
    }

    /// Carries out a draft of the session that a token showed.
    mutating func settle(_ draft: SessionDraft, token: SessionToken?) async throws {
        guard draft.payload.count <= SessionCore.Limits.payloadBytes else { throw SessionFailure.tooLarge }
        if draft.isEnding, let token {
            _ = try await sessions.revoke(token.key, reason: .loggedOut)
            cookie = .clear
        }
        guard let base = draft.base, let token else {
            if draft.isCreating { try await create(draft) }
            return
        }
        guard draft.isRotating || draft.isChanged else { return }
        guard base.key == token.key else {
            throw SessionFailure(.conflict, "the session has moved to a newer token; nothing was stored, try again")
        }
        let (record, current) = draft.isRotating ? try await rotate(base, draft) : (base, token)
        if draft.isChanged { try await commit(draft, to: record, current) }
    }

    private mutating func create(_ draft: SessionDraft) async throws {
        let issued = try await sessions.create(kind, payload: draft.payload) { draft.newOwner ?? .visitor($0) }
        cookie = .hand(issued.token, until: issued.record.deadline)
    }

    /// Without a grace: whoever planted the old token would be let in during it.
    private mutating func rotate(
        _ base: SessionRecord, _ draft: SessionDraft
    ) async throws -> (SessionRecord, SessionToken) {
        do {
            let issued = try await sessions.rotate(base.key, owner: draft.newOwner)
            cookie = .hand(issued.token, until: issued.record.deadline)
            guard issued.record.key == issued.token.key || !draft.isChanged else {
                throw StorageError(.unavailable, "the session was rotated and could not be read after that")
            }
            return (issued.record, issued.token)
        } catch let error as SessionError {
            throw error.code == .conflict ? SessionFailure.overtaken : SessionFailure.over
        }
    }

    private mutating func commit(_ draft: SessionDraft, to record: SessionRecord, _ token: SessionToken) async throws {
        var record = record
        for _ in 0..<SessionCore.Limits.commitAttempts {
            guard let payload = try draft.payload(on: record.payload) else { throw SessionFailure.overtaken }
            guard payload != record.payload else { return }
            let idle = sessions.policy.idleDeadline(from: sessions.clock.now)
            switch try await sessions.commit(payload, for: record) {
            case .committed:
                let deadline = min(max(record.idleDeadline, idle), record.absoluteDeadline)
                if deadline != record.deadline { cookie = .hand(token, until: deadline) }
                return
            case .conflict(let current): record = current
            case .gone, .absent: throw SessionFailure.over
            }
        }
        throw SessionFailure.overtaken
    }
}

extension SessionFailure {
    fileprivate static let overtaken = SessionFailure(
        .conflict, "another request changed the session first; this change was not stored, try again")
    fileprivate static let over = SessionFailure(
        .ended, "the session ended while the request ran; this change was not stored")
}
