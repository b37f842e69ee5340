extension MigratingStorage: SessionStorage {
    package func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try await write([record.key]) { store throws(StorageError) in
            let outcome = try await store.create(record)
            return (outcome, outcome == .created)
        }
    }

    package func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        let pair = try await enter()
        defer { leave() }
        let outcome = try await pair.authority.load(key, at: now)
        if pair.isComplete { await shadow(key, outcome, pair, at: now) }
        return outcome
    }

    package func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try await write([key]) { store throws(StorageError) in
            let outcome = try await store.commit(
                payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
            if case .committed = outcome { return (outcome, true) }
            return (outcome, false)
        }
    }

    package func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try await write([key]) { store throws(StorageError) in
            let outcome = try await store.touch(key, idleDeadline: idleDeadline, at: now)
            if case .touched = outcome { return (outcome, true) }
            return (outcome, false)
        }
    }

    package func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        // Onto its own key nothing is moved: that is how a wrapper asks for what is there.
        let isMove = rotation.newKey != key
        return try await write(isMove ? [key, rotation.newKey] : [key], isRotation: isMove) {
            store throws(StorageError) in
            let outcome = try await store.rotate(key, with: rotation, expecting: version, at: now)
            if case .rotated = outcome { return (outcome, true) }
            return (outcome, false)
        }
    }

    package func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try await write([key]) { store throws(StorageError) in
            let outcome = try await store.revoke(key, reason: reason, at: now)
            return (outcome, outcome == .revoked)
        }
    }
}
