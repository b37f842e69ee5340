import SessionCore

/// What the handlers of one request want of its session: decided here, done by ``SessionSettlement`` at the end.
struct SessionDraft: Sendable {
    private enum Change: Sendable {
        case replaced([UInt8])
        case rebasable(@Sendable (inout [UInt8]) throws -> Void)
    }

    /// The session that the changes are for, as it was loaded; nothing when one is to be created, or none is wanted.
    private(set) var base: SessionRecord?
    /// Whether the session that the request showed is to end.
    private(set) var isEnding = false
    /// The payload as the handlers see it.
    private(set) var payload: [UInt8]
    /// Who signs in.
    private(set) var newOwner: Principal?
    /// How often the payload was changed.
    private(set) var revision = 0
    private var isRenewing = false
    private var changes: [Change] = []

    init(_ record: SessionRecord?) {
        base = record
        payload = record?.payload ?? []
    }

    /// On whose behalf the request acts, as far as the handlers have come.
    var principal: Principal? { newOwner ?? base?.signedIn }

    /// Whether the session must move to another token.
    var isRotating: Bool { base != nil && (newOwner != nil || isRenewing) }

    /// Whether a session must come to be: somebody signs in, or there is something to keep.
    var isCreating: Bool { base == nil && (newOwner != nil || !payload.isEmpty) }

    /// Whether the payload is another than the one that was loaded.
    var isChanged: Bool { payload != base?.payload ?? [] }

    mutating func replace(_ bytes: [UInt8]) {
        payload = bytes
        changes = [.replaced(bytes)]
        revision += 1
    }

    /// Takes what a change made of the payload; `false` when there are as many changes as a request may have.
    mutating func take(_ bytes: [UInt8], of change: @escaping @Sendable (inout [UInt8]) throws -> Void) -> Bool {
        guard changes.count < Limits.changesPerRequest else { return false }
        payload = bytes
        changes.append(.rebasable(change))
        revision += 1
        return true
    }

    /// A visitor's session becomes the principal's and keeps its payload; that of somebody else ends instead.
    mutating func signIn(_ principal: Principal) {
        if let base, let holder = base.signedIn, holder != principal { signOut() }
        newOwner = principal
    }

    mutating func renew() {
        isRenewing = true
    }

    mutating func signOut() {
        isEnding = isEnding || base != nil
        base = nil
        newOwner = nil
        isRenewing = false
        payload = []
        changes = []
        revision += 1
    }

    /// The payload to store over what is stored now, or nothing when that would undo what another request did.
    func payload(on current: [UInt8]) throws -> [UInt8]? {
        guard current != base?.payload else { return payload }
        var bytes = current
        for change in changes {
            guard case .rebasable(let apply) = change else { return nil }
            try apply(&bytes)
        }
        return bytes
    }
}
