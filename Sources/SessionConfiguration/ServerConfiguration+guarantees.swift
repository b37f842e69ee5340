import SessionCore

extension ServerConfiguration {
    /// What these settings promise together, one sentence each, for people.
    public var guarantees: [String] {
        [storageGuarantee, encryptionGuarantee, sessionGuarantee, failureGuarantee] + identityGuarantees + [
            terminalGuarantee, connectionGuarantee, auditGuarantee,
        ]
    }

    private var storageGuarantee: String {
        let sentence = storage.driver.guarantees[storage.durability] ?? ""
        return "storage \(storage.driver.name), durability \(storage.durability.rawValue): \(sentence)"
    }

    private var encryptionGuarantee: String {
        guard let encryption = storage.encryption else { return "encryption: payloads lie in the store as they are." }
        return "encryption: payloads are sealed with AES-256-GCM under the key \(encryption.keys.sealing.id); "
            + "keys of sessions, handles, owners and times stay readable in the store."
    }

    private var failureGuarantee: String {
        guard case .readOnlyStale = whenUnavailable else {
            return "while the store is down: every request for it fails."
        }
        return "while the store is down: lists are answered from what was seen at most \(shown(.staleFor)) ago, "
            + "an end elsewhere may show that much later; everything that changes fails."
    }

    private var sessionGuarantee: String {
        let idle = sessions.idle == nil ? "however long it is not used" : "for \(shown(.idle)) after its last use"
        let absolute = sessions.absolute == nil ? "without an end" : "at most \(shown(.absolute)) in all"
        let early = sessions.idle == nil ? "" : ", which is noted at most every \(shown(.touchEvery))"
        return "sessions: one lives \(idle)\(early); \(absolute)."
    }

    private var identityGuarantees: [String] {
        identity.flatMap { choice in choice.driver.promises.map { "identity \(choice.driver.name): \($0)" } }
    }

    private var terminalGuarantee: String {
        "terminals: without a window one goes on \(wait(terminals.graceWithIdentity, .graceWithIdentity)) when its "
            + "owner can come back, \(wait(terminals.graceWithoutIdentity, .graceWithoutIdentity)) when not; "
            + "a window that returns misses nothing of the last \(shown(.log))."
    }

    private var connectionGuarantee: String {
        let reach = server.isLoopback ? "only this machine can connect" : "other machines can connect"
        return "connections: \(reach), \(server.tls == nil ? "without TLS" : "with TLS")."
    }

    private var auditGuarantee: String {
        switch audit {
        case .off: "audit: nobody writes down who did what."
        case .standardOutput: "audit: who did what is written to the standard output."
        case .file(let path): "audit: who did what is appended to \(path), without secrets and keystrokes."
        }
    }

    private func wait(_ grace: Duration?, _ key: ConfigurationKey) -> String {
        guard let grace else { return "for ever" }
        return grace == .zero ? "not at all" : "for \(shown(key))"
    }

    private func shown(_ key: ConfigurationKey) -> String {
        settings.first { $0.key == key.path }?.value ?? ""
    }
}
