import SessionCore
import SessionTesting
import Synchronization

/// Knows the holders of two badges, shown as the header `x-badge`; keeps every promise but one.
final class FaultyIdentity: IdentityStrategy {
    let name = "badge"
    let fault: IdentityFault?
    private let isDown: Bool
    private let users: [String: String]
    private let state = Mutex(State())

    private struct State {
        var calls = 0
        var lines: [String] = []
    }

    init(_ fault: IdentityFault?, isDown: Bool = false, users: [String: String]) {
        self.fault = fault
        self.isDown = isDown
        self.users = users
    }

    var log: String { state.withLock { $0.lines.joined(separator: "\n") } }

    func identify(_ credentials: Credentials, at now: Timestamp) async throws(IdentityError) -> Identity? {
        let calls = state.withLock { state in
            state.calls += 1
            return state.calls
        }
        if let claimed = claimed(by: credentials) { return Identity(principal: claimed) }
        let shown = try shown(in: credentials)
        guard let badge = shown.first else {
            if fault == .refusesNothing { throw IdentityError(.refused, "no badge") }
            return nil
        }
        if fault == .logsProof { state.withLock { $0.lines.append("judged \(badge)") } }
        try judgeWhetherTwo(shown)
        if isDown {
            if fault == .takesOutageForNobody { return nil }
            throw IdentityError(fault == .takesOutageForRefused ? .refused : .unavailable, "no answer")
        }
        guard let user = users[badge] ?? (fault == .believesRefused ? badge : nil) else {
            if fault == .takesUnknownForNobody { return nil }
            throw IdentityError(.refused, fault == .namesProofInError ? "no such badge: \(badge)" : "no such badge")
        }
        let suffix = fault == .countsCalls ? "\(calls)" : ""
        let name = fault == .knowsOnePrincipal ? "user:everybody" : "user:" + user + suffix
        return Principal(name).map { Identity(principal: $0, expires: fault == .answersExpired ? now : .never) }
    }

    private func shown(in credentials: Credentials) throws(IdentityError) -> [String] {
        var badges = credentials.values(ofHeader: "x-badge")
        if fault == .refusesForeign, !credentials.bearerTokens.isEmpty { throw IdentityError(.refused, "no badge") }
        if fault == .looksAtOrder, let last = credentials.headers.last?.value { badges = [last] }
        if fault == .believesPayload, let claimed = credentials.auth["x-badge"], badges.isEmpty { badges = [claimed] }
        return fault == .takesFirst ? Array(badges.prefix(1)) : Array(Set(badges))
    }

    private func judgeWhetherTwo(_ shown: [String]) throws(IdentityError) {
        guard shown.count > 1 else { return }
        throw IdentityError(fault == .refusesTwo ? .refused : .ambiguous, "two badges")
    }

    private func claimed(by credentials: Credentials) -> Principal? {
        switch fault {
        case .believesForwarding: credentials.values(ofHeader: "x-forwarded-user").first.flatMap { Principal($0) }
        case .prefersPayload where !credentials.headers.isEmpty: credentials.auth["principal"].flatMap { Principal($0) }
        default: nil
        }
    }
}

extension FaultyIdentity: CustomReflectable {
    var customMirror: Mirror {
        Mirror(self, children: fault == .keepsProof ? ["badges": Array(users.keys)] : [:])
    }
}
