import SessionCore

/// One life of a session, for the sake of seeing whether it can be lived: created, found, ended.
struct Canary: Sendable {
    let sessions: SessionManager

    /// The verdict, and what a store that checks itself says beside it.
    func examine() async -> (verdict: ReadinessVerdict, health: StorageHealth?) {
        guard let store = sessions.storage as? any HealthCheckable else { return (await verdict(), nil) }
        do {
            return (.ready, try await store.checkHealth(at: sessions.clock.now))
        } catch {
            return (.failed(verb: "health", reason: error.code.description), nil)
        }
    }

    private func verdict() async -> ReadinessVerdict {
        guard let owner = Principal("server:readiness") else { return .failed(verb: "create", reason: "no owner") }
        let song = Array(SessionHandle.random().text.utf8)
        var verb = "create"
        do {
            let issued = try await sessions.create(
                .canary, owner: owner, payload: song, life: .fixed(Limits.canaryLifetime))
            verb = "load"
            guard case .live(let record) = try await sessions.peek(issued.record.key), record.payload == song else {
                return .failed(verb: verb, reason: "what was written is not what was found")
            }
            verb = "revoke"
            guard try await sessions.revoke(issued.record.key, reason: .loggedOut) == .revoked else {
                return .failed(verb: verb, reason: "what was written could not be ended")
            }
            return .ready
        } catch {
            return .failed(verb: verb, reason: error.code.description)
        }
    }
}
