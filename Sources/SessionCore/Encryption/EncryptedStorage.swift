/// A store whose payloads lie encrypted in another one; it can do whatever that one can.
///
/// Keys, handles, kinds, owners, versions and instants stay readable: the store needs them. What is over
/// ``Limits/payloadBytes`` is refused before anything is sealed. A payload that cannot be opened is an error of kind
/// `corrupt` that names the session and the key; it is never taken as it lies, as empty, or as absent.
public struct EncryptedStorage<Base: SessionStorage>: SessionStorage {
    /// The store in which the sealed payloads lie.
    public let base: Base
    let payloads: PayloadSeal

    /// Wraps a store.
    ///
    /// - Parameters:
    ///   - base: the store of this very namespace.
    ///   - namespace: what payloads are bound to beside key and version.
    ///   - keyring: the keys; they may be replaced while the store is in use.
    public init(_ base: Base, namespace: Namespace, keyring: EncryptionKeyring) {
        self.base = base
        payloads = PayloadSeal(namespace: namespace, keyring: keyring)
    }

    public func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        var sealed = record
        sealed.payload = try payloads.seal(record.payload, for: record.key, version: record.version)
        return try await base.create(sealed)
    }

    public func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        switch try await base.load(key, at: now) {
        case .live(let record): .live(try payloads.open(record))
        case .gone(let reason): .gone(reason)
        case .absent: .absent
        }
    }

    public func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        let sealed = try payloads.seal(payload, for: key, version: version &+ 1)
        let outcome = try await base.commit(sealed, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
        guard case .conflict(let record) = outcome else { return outcome }
        return .conflict(try payloads.open(record))
    }

    public func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try await base.touch(key, idleDeadline: idleDeadline, at: now)
    }

    /// Seals the payload for the new key and version; one that the rotation does not bring is looked up for that.
    public func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        var payload = rotation.payload
        if payload == nil {
            // Asked for a version that no session has, and onto its own key, the store moves nothing, and answers with the
            // record, or as it would any rotation. A load would follow an old key to where it leads.
            let present = try await base.rotate(key, with: Rotation(to: key), expecting: 0, at: now)
            guard case .conflict(let sealed) = present else { return present }
            let record = try payloads.open(sealed)
            guard record.version == version else { return .conflict(record) }
            payload = record.payload
        }
        var sealed = rotation
        sealed.payload = try payloads.seal(payload ?? [], for: rotation.newKey, version: version &+ 1)
        let outcome = try await base.rotate(key, with: sealed, expecting: version, at: now)
        guard case .conflict(let record) = outcome else { return outcome }
        return .conflict(try payloads.open(record))
    }

    public func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try await base.revoke(key, reason: reason, at: now)
    }
}

extension SessionStorage {
    /// This store with every payload encrypted: the answer has the abilities that this store has.
    public func encrypted(namespace: Namespace, keyring: EncryptionKeyring) -> any SessionStorage {
        EncryptedStorage(self, namespace: namespace, keyring: keyring)
    }
}
