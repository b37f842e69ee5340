public import SessionCore

/// Whoever shows the token of a workspace acts for that workspace, from any window, browser or machine.
///
/// Tokens are minted here, 256 random bits, shown once, and known to the store only by their hash. Unknown, expired,
/// revoked and malformed ones are refused alike. With ``ClientMinted/accept`` an unknown one that a client made is trusted
/// on first use instead: it gets a workspace of its own, and is as good as one of ours from then on.
public struct WorkspaceTokenIdentity: IdentityStrategy {
    public let name = "workspace-token"
    let sessions: SessionManager
    let clientMinted: ClientMinted
    let rotateGrace: Duration
    private let newcomers = NewcomerLimit()

    /// Makes the strategy over the sessions whose tokens it judges.
    ///
    /// - Parameter rotateGrace: how long a replaced token still reads.
    public init(
        sessions: SessionManager, rotateGrace: Duration = .seconds(30), clientMinted: ClientMinted = .refuse
    ) {
        self.sessions = sessions
        self.rotateGrace = rotateGrace
        self.clientMinted = clientMinted
    }

    public func identify(_ credentials: Credentials, at now: Timestamp) async throws(IdentityError) -> Identity? {
        let shown = ShownTokens(credentials)
        guard !shown.texts.isEmpty else { return nil }
        guard shown.texts.count == 1, let text = shown.texts.first else {
            throw IdentityError(.ambiguous, "two different workspace tokens were shown")
        }
        guard let token = token(text) else { throw IdentityError(.refused, "not the form of a workspace token") }
        var outcome = try await load(token)
        if case .absent = outcome, shown.carried.contains(text), try await isMadeNow(token, at: now) {
            outcome = try await load(token)
        }
        if case .gone(.superseded) = outcome, !credentials.isRepeated { try await endReused(token) }
        return try identity(outcome)
    }

    /// Ends the workspace of a token that was replaced and is shown after its grace: somebody has an old secret.
    private func endReused(_ token: SessionToken) async throws(IdentityError) {
        do {
            _ = try await sessions.endReused(token.key)
        } catch {
            throw IdentityError(.unavailable, "the store failed: \(error)")
        }
    }

    func token(_ text: String) -> SessionToken? {
        SessionToken(text) ?? (clientMinted == .accept ? SessionToken(clientMinted: text) : nil)
    }

    func identity(_ outcome: LoadOutcome) throws(IdentityError) -> Identity {
        switch outcome {
        case .live(let record) where record.owner == .workspace(record.handle) && record.kind == .workspace:
            return Identity(principal: record.owner, session: record.handle, expires: record.absoluteDeadline)
        case .live(let record): throw IdentityError(.refused, "the token of a \(record.kind), not of a workspace")
        case .gone(let reason): throw IdentityError(.refused, "a workspace that has ended: \(reason.rawValue)")
        case .absent: throw IdentityError(.refused, "an unknown workspace token")
        }
    }

    /// Whether there is a workspace under an unknown token now, because such tokens are trusted on first use.
    private func isMadeNow(_ token: SessionToken, at now: Timestamp) async throws(IdentityError) -> Bool {
        guard clientMinted == .accept, let token = SessionToken(clientMinted: token.text) else { return false }
        guard newcomers.admits(at: now) else {
            throw IdentityError(.unavailable, "too many new workspace tokens at once; try again in a minute")
        }
        do {
            // Whoever came first with the same token made it for both.
            _ = try await sessions.create(
                under: token, .workspace, payload: [], life: .onceUsedWithin(WorkspaceTokenIdentity.firstUse)
            ) { .workspace($0) }
            return true
        } catch {
            throw IdentityError(.unavailable, "the store failed: \(error)")
        }
    }

    func load(_ token: SessionToken) async throws(IdentityError) -> LoadOutcome {
        do {
            return try await sessions.load(token)
        } catch {
            throw IdentityError(.unavailable, "the store failed: \(error)")
        }
    }
}

extension WorkspaceTokenIdentity: IdentityIssuer {
    /// How long a workspace that was given out is kept for somebody to open it: whoever only looks at the page, as
    /// crawlers do, leaves nothing behind for longer.
    static let firstUse = Duration.seconds(3_600)

    public func issue(at now: Timestamp) async throws(IdentityError) -> IssuedIdentity {
        let issued: IssuedSession
        do {
            issued = try await sessions.create(
                .workspace, payload: [], life: .onceUsedWithin(WorkspaceTokenIdentity.firstUse)
            ) { .workspace($0) }
        } catch {
            throw IdentityError(.unavailable, "the store failed: \(error)")
        }
        let record = issued.record
        let identity = Identity(principal: record.owner, session: record.handle, expires: record.absoluteDeadline)
        return IssuedIdentity(identity: identity, token: issued.token)
    }
}
