extension EncryptedStorage: HealthCheckable where Base: HealthCheckable {
    /// What the base says of itself, and which key seals how much.
    public func checkHealth(at now: Timestamp) async throws(StorageError) -> StorageHealth {
        var health = try await base.checkHealth(at: now)
        let id = payloads.keyring.keys.sealing.id
        let seals = payloads.keyring.seals
        health.facts["encryption.key"] = id
        health.facts["encryption.seals"] = "\(seals)"
        if seals > Limits.sealsPerKey / 2 {
            health.warnings.append(
                "the key \(id) has sealed \(seals) payloads since the start; put a new key before it in the list of keys"
            )
        }
        return health
    }
}
