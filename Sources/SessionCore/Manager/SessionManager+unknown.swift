/// Writes whose end the store did not see, tried again by version: what was carried out once is not carried out twice.
extension SessionManager {
    /// Creates; a duplicate after an unknown end is the session itself where it is found under its key.
    ///
    /// Looking alone would not do: a store may be able to read what it cannot yet answer for.
    func createSettled(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        var isRepeated = false
        return try await settled { () throws(StorageError) in
            defer { isRepeated = true }
            let outcome = try await storage.create(record)
            if isRepeated, outcome == .duplicate, case .live = try await storage.load(record.key, at: clock.now) {
                return .created
            }
            return outcome
        }
    }

    /// Rotates; after an unknown end what is found under the new key, which nobody else knows, is the rotation itself.
    func rotateSettled(
        _ record: SessionRecord, with rotation: Rotation, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        var isRepeated = false
        return try await settled { () throws(StorageError) in
            defer { isRepeated = true }
            let outcome = try await storage.rotate(
                record.key, with: rotation, expecting: record.version, at: now)
            if case .rotated = outcome { return outcome }
            guard isRepeated else { return outcome }
            switch try await storage.load(rotation.newKey, at: now) {
            case .live(let stored): return .rotated(stored.version)
            case .gone(let reason): return .gone(reason)
            case .absent: return outcome
            }
        }
    }

    /// Commits; a conflict with the very payload after an unknown end is the write itself, found stored.
    func commitSettled(
        _ payload: [UInt8], for record: SessionRecord, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        var isRepeated = false
        return try await settled { () throws(StorageError) in
            defer { isRepeated = true }
            let outcome = try await storage.commit(
                payload, for: record.key, expecting: record.version, idleDeadline: idleDeadline, at: now)
            if isRepeated, case .conflict(let stored) = outcome, stored.version == record.version &+ 1,
                stored.payload == payload
            {
                return .committed(stored.version)
            }
            return outcome
        }
    }

    /// Ends a session; to do so again does no harm.
    func revokeSettled(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try await settled { () throws(StorageError) in try await storage.revoke(key, reason: reason, at: now) }
    }

    /// Repeats a write while its end is unknown, ``Limits/unknownAttempts`` times at the most.
    ///
    /// Once it was unknown it stays so until an answer comes: a store that then refuses says nothing about the first.
    private func settled<Outcome>(
        _ write: () async throws(StorageError) -> Outcome
    ) async throws(StorageError) -> Outcome {
        var unknown: StorageError?
        for _ in 0..<Limits.unknownAttempts {
            do {
                return try await write()
            } catch {
                if error.code != .unknown { throw unknown ?? error }
                unknown = unknown ?? error
            }
        }
        throw unknown ?? StorageError(.unknown, "the end of a write was not seen")
    }
}
