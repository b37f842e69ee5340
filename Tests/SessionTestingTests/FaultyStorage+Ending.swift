import SessionCore
import SessionTesting

extension FaultyStorage {
    func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        if fault == .rotatesInTwoSteps { return try await looseRotate(key, rotation, version, now) }
        let outcome = try with(at: now) { table throws(StorageError) in try rotate(&table, key, rotation, version, now)
        }
        if fault == .throwsAfterWriting, Task.isCancelled { throw StorageError(.unavailable, "cancelled") }
        return outcome
    }

    func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        let outcome = try with(at: now) { table in
            switch (fault, table.entries[key]) {
            case (.leavesNoTombstone, .some):
                table.apply(.removed(key))
                return RevokeOutcome.revoked
            case (.replacesTheReason, .ended(var tombstone)) where tombstone.grace == nil:
                tombstone.reason = reason
                table.apply(.ended(key, tombstone))
            case (.remembersUnknownRevocations, nil):
                table.apply(.ended(key, Tombstone(handle: .random(), reason: reason, deadline: .never)))
                return .absent
            case (.spareTheSessionBehindAGrace, .ended): return .revoked
            default: break
            }
            return table.perform(table.revoke(key, reason: reason, at: now))
        }
        if fault == .throwsAfterWriting, Task.isCancelled { throw StorageError(.unavailable, "cancelled") }
        return outcome
    }

    /// Writes the new key, lets others run, and ends the old one.
    private func looseRotate(
        _ key: SessionKey, _ rotation: Rotation, _ version: UInt64, _ now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        let decision = try with { world throws(StorageError) in
            let decision = try world.rotate(key, with: rotation, expecting: version, at: now)
            if case .rotated(_, _, let record) = decision.changes.first { world.apply(.stored(record)) }
            return decision
        }
        await Task.yield()
        return try with { $0.perform(decision) }
    }

    private func rotate(
        _ table: inout FaultyWorld, _ key: SessionKey, _ rotation: Rotation, _ version: UInt64, _ now: Timestamp
    ) throws(StorageError) -> RotateOutcome {
        var rotation = rotation
        if fault == .keepsTheOldOwner { rotation.owner = nil }
        if fault == .forgetsThePayloadOfARotation { rotation.payload = nil }
        if fault == .rotatesOntoOthers, rotation.newKey != key { table.apply(.removed(rotation.newKey)) }
        if fault == .looksForRoomFirst, table.entries[rotation.newKey] != nil { return .duplicate }
        if fault == .acceptsAnySize, let payload = rotation.payload { rotation.payload = Array(payload.prefix(1)) }
        guard case .live(let record) = table.entries[key] else {
            return try table.perform(table.rotate(key, with: rotation, expecting: version, at: now))
        }
        let outcome = try table.perform(table.rotate(key, with: rotation, expecting: version, at: now))
        guard case .rotated = outcome, case .live(var moved) = table.entries[rotation.newKey] else { return outcome }
        switch fault {
        case .keepsBothKeys: table.apply(.stored(record))
        case .extendsAtRotation:
            moved.absoluteDeadline = moved.absoluteDeadline.advanced(by: now.since(moved.createdAt))
            table.apply(.stored(moved))
        default: break
        }
        return outcome
    }
}
