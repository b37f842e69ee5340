import SessionCore
import SessionTesting

extension FaultyStorage {
    func commit(
        _ table: inout FaultyWorld, _ payload: [UInt8], _ key: SessionKey, _ version: UInt64, _ deadline: Timestamp?,
        _ now: Timestamp
    ) throws(StorageError) -> CommitOutcome {
        var (key, version) = (key, version)
        switch (fault, table.entries[key]) {
        case (.ignoresVersions, .live(let record)): version = record.version
        case (.createsOnCommit, nil), (.bringsRevokedBackOnCommit, .ended):
            table.apply(.stored(revived(key, payload, now)))
            return .committed(2)
        case (.graceThatWrites, .ended(let tombstone)): key = tombstone.grace?.successor ?? key
        case (.acceptsAnySize, .live(let record)) where payload.count > Limits.storedPayloadBytes:
            table.apply(
                .committed(
                    key, payload: payload, version: version + 1, idleDeadline: record.idleDeadline, touchedAt: now))
            return .committed(version + 1)
        case (.forgetsToRaiseTheVersion, .live(let record)) where record.version == version:
            table.apply(
                .committed(key, payload: payload, version: version, idleDeadline: record.idleDeadline, touchedAt: now))
            return .committed(version + 1)
        default: break
        }
        return try table.perform(
            table.commit(
                payload, for: key, expecting: version,
                idleDeadline: fault == .commitDropsTheDeadline ? nil : deadline, at: now))
    }

    /// Compares the version, lets others run, and writes without another look.
    func looseCommit(
        _ payload: [UInt8], _ key: SessionKey, _ version: UInt64, _ deadline: Timestamp?, _ now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        let seen = try with { table throws(StorageError) in
            try table.commit(payload, for: key, expecting: version, idleDeadline: deadline, at: now)
        }
        let record: SessionRecord? = try with { world in
            if case .live(let record) = world.entries[key] { record } else { nil }
        }
        await Task.yield()
        guard fault == .commitUndoesARevocation, case .committed(let version) = seen.outcome, var record else {
            return try with { $0.perform(seen) }
        }
        // Careful about versions of what lives, and careless of what has ended meanwhile.
        return try with { world in
            if case .live(let present) = world.entries[key], present.version != record.version {
                return .conflict(present)
            }
            (record.payload, record.version, record.touchedAt) = (payload, version, now)
            world.apply(.stored(record))
            return .committed(version)
        }
    }

    private func revived(_ key: SessionKey, _ payload: [UInt8], _ now: Timestamp) -> SessionRecord {
        var record = SessionRecord(
            key: key, handle: .random(), kind: .terminal, owner: .workspace(.random()), createdAt: now,
            idleDeadline: .never, absoluteDeadline: .never, payload: payload)
        record.version = 2
        return record
    }
}
