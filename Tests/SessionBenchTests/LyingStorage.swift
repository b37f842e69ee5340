import MemoryStorage
import SessionCore
import Synchronization

/// A store in memory that does not keep its promises, each fault in its own way.
final class LyingStorage: SessionStorage {
    enum Fault: Sendable, CaseIterable {
        /// Loads answer what was stored before the last commit.
        case stale
        /// Loads answer the payload of another session.
        case foreign
        /// Loads answer a payload with one byte changed.
        case damaged
        /// Commits are acknowledged and not made.
        case forgetfulCommit
        /// Touches are acknowledged and not made.
        case forgetfulTouch
        /// Revocations are acknowledged and not made.
        case forgetfulRevoke
        /// Loads of what was there answer that it is not.
        case absent
    }

    private let memory = MemoryStorage()
    private let fault: Fault
    /// What was stored first: for a store that answers with what is old, or with what is another's.
    private let kept = Mutex<(first: [SessionKey: SessionRecord], any: SessionRecord?)>(([:], nil))

    init(_ fault: Fault) {
        self.fault = fault
    }

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        kept.withLock {
            $0.first[record.key] = record
            $0.any = $0.any ?? record
        }
        return try await memory.create(record)
    }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        let outcome = try await memory.load(key, at: now)
        guard case .live(var record) = outcome else { return outcome }
        let (first, any) = kept.withLock { ($0.first[key], $0.any) }
        switch fault {
        case .stale where record.version > 1: return first.map { .live($0) } ?? outcome
        case .foreign: record.payload = any?.payload ?? []
        case .damaged: record.payload[record.payload.count / 2] ^= 1
        case .absent: return .absent
        default: break
        }
        return .live(record)
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        if fault == .forgetfulCommit { return .committed(version + 1) }
        return try await memory.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
    }

    func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        if fault == .forgetfulTouch { return .touched(idleDeadline) }
        return try await memory.touch(key, idleDeadline: idleDeadline, at: now)
    }

    func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        try await memory.rotate(key, with: rotation, expecting: version, at: now)
    }

    func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        if fault == .forgetfulRevoke { return .revoked }
        return try await memory.revoke(key, reason: reason, at: now)
    }
}
