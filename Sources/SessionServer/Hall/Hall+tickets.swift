package import SessionCore

/// Tickets: what a page shows beside a cookie, so that a cookie alone never opens a terminal.
///
/// A ticket is a session of its own, found by the hash of its token, so it holds on every server of a store, and no
/// comparison of the secret itself takes a time that tells anything. Each has an owner of its own: it is in nobody's list.
extension Hall {
    /// Makes a ticket for one window; the token is shown here and never again. It lives for ``Limits/ticketLifetime``.
    ///
    /// - Parameters:
    ///   - role: what the window may do at the most; nothing for what the caller may. More than that is `forbidden`.
    ///   - origin: the `Origin` of the request for it.
    package func issueTicket(
        for entry: WorkspaceEntry, as role: Role?, origin: String
    ) async throws(HallError) -> (document: TicketDocument, token: SessionToken, expires: Timestamp) {
        try entry.require(role ?? .viewer)
        try admitCreation(by: entry.identity.principal)
        let document = TicketDocument(entry, role: role ?? entry.role, origin: origin)
        guard let owner = Principal("server:ticket-\(SessionHandle.random())") else { throw .invalid("no owner") }
        do {
            let issued = try await sessions.create(
                .ticket, owner: owner, payload: JSONCoding.bytes(of: document), life: .fixed(Limits.ticketLifetime))
            return (document, issued.token, issued.record.absoluteDeadline)
        } catch {
            throw HallError(any: error)
        }
    }

    /// Takes a ticket, which is then used whatever it was for. Of any number of tries at once one succeeds.
    ///
    /// Unknown, used, expired, of another principal, session, origin or workspace: all are refused alike.
    package func redeem(
        _ text: String, shownBy identity: Identity, with credentials: Credentials, for workspace: SessionHandle?
    ) async throws(HallError) -> TicketDocument {
        let refused = HallError(.refused, "this ticket is not, or no longer, valid; ask for another")
        do {
            guard let token = SessionToken(text) else { throw refused }
            let document = try await sessions.withSession(token.key) { session in
                guard var document = JSONCoding.value(TicketDocument.self, from: session.payload),
                    document.schema == 1, !document.isUsed
                else { throw refused }
                document.isUsed = true
                session.payload = try JSONCoding.bytes(of: document)
                return document
            }
            guard document.isFor(identity, at: credentials.values(ofHeader: "origin").first ?? ""),
                workspace.map({ $0.text == document.workspace }) ?? true
            else { throw refused }
            return document
        } catch {
            guard !(error is StorageError) else { throw HallError(any: error) }
            admission.failed(from: credentials.remoteAddress)
            audit.record(
                AuditEntry(
                    .authenticate, who: identity.principal, from: credentials.remoteAddress,
                    window: credentials.connection, outcome: refused.code.rawValue, detail: ["by": "ticket"]))
            throw refused
        }
    }

    /// Whether what was shown needs a ticket beside it: all that a browser sends by itself does, wherever the page is from.
    ///
    /// A bearer token is no browser's own doing, nor is proof in `auth`, nor is a mere connection proof of anything.
    func needsTicket(_ identity: Identity, with credentials: Credentials) async -> Bool {
        guard identity.principal.scheme != "socket", credentials.bearerTokens.isEmpty else { return false }
        guard !credentials.auth.isEmpty else { return true }
        let deliberate = Credentials(auth: credentials.auth, remoteAddress: credentials.remoteAddress)
        return (try? await judge(deliberate))?.principal != identity.principal
    }
}
