import SessionCore
import SessionTesting
import Synchronization

/// A store that keeps every promise but the one its fault breaks.
final class FaultyStorage: ClosableStorage {
    let medium: FaultyMedium
    let namespace: Namespace
    private let closed = Mutex(false)
    private let lowest = Mutex<[Principal: Timestamp]>([:])

    var fault: Fault? { medium.fault }

    init(medium: FaultyMedium, namespace: Namespace) {
        self.medium = medium
        self.namespace = namespace
    }

    func with<Value>(
        at now: Timestamp? = nil, _ body: (inout FaultyWorld) throws(StorageError) -> Value
    ) throws(StorageError) -> Value {
        if closed.withLock({ $0 }), fault != .answersWhenClosed { throw StorageError(.unavailable, "closed") }
        return try medium.with(namespace, at: now, body)
    }

    func close() async throws(StorageError) {
        if closed.withLock({ closed in
            defer { closed = true }
            return closed
        }) {
            return
        }
        switch fault {
        case .forgetsEpochsOnClosing: medium.forgetEpochs(namespace)
        case .forgetsEventsOnClosing: medium.forgetEvents(namespace)
        case .forgetsTokensOnClosing: medium.forgetTokens(namespace)
        default: break
        }
    }

    func lowered(_ principal: Principal, to instant: Timestamp) {
        lowest.withLock { $0[principal] = instant }
    }

    func lastLowered(_ principal: Principal) -> Timestamp? {
        lowest.withLock { $0[principal] }
    }

    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        var record = record
        let outcome = try with(at: record.createdAt) { table throws(StorageError) in
            switch fault {
            case .dropsTrailingZeros: while record.payload.last == 0 { record.payload.removeLast() }
            case .overwritesOnCreate where table.entries[record.key] != nil: table.apply(.removed(record.key))
            case .forgetsHandlesInUse where table.entries[record.key] == nil:
                table.apply(.stored(record))
                return CreateOutcome.created
            case .acceptsAnySize where record.payload.count > Limits.storedPayloadBytes:
                table.apply(.stored(record))
                return CreateOutcome.created
            case .ignoresEpochs, .takesTheEpochAsLive:
                if fault == .ignoresEpochs || table.epochs[record.owner] == record.authenticatedAt {
                    guard table.entries[record.key] == nil else { return .duplicate }
                    table.apply(.stored(record))
                    return CreateOutcome.created
                }
            default: break
            }
            return try table.perform(table.create(record))
        }
        if fault == .throwsAfterWriting, Task.isCancelled { throw StorageError(.unavailable, "cancelled") }
        return outcome
    }

    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        try with { table in
            let outcome = table.load(key, at: now)
            switch (fault, table.entries[key]) {
            case (.countsTheDeadlineIn, .live(let record)) where record.deadline == now: return .live(record)
            case (.roundsDeadlinesToSeconds, .live(let record)):
                return record.deadline.milliseconds / 1_000 * 1_000 > now.milliseconds ? outcome : .gone(.idle)
            case (.ignoresGrace, .ended(let tombstone)): return .gone(tombstone.reason)
            case (.graceWithoutEnd, .ended(let tombstone)):
                return tombstone.grace.map { table.load($0.successor, at: now) } ?? outcome
            case (.createsOnLoad, nil):
                let handle = SessionHandle(String(key.hexadecimal.prefix(20))) ?? .random()
                table.apply(.ended(key, Tombstone(handle: handle, reason: .idle, deadline: .never)))
            default: break
            }
            return outcome
        }
    }

    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        if fault == .looksThenWrites || fault == .commitUndoesARevocation {
            return try await looseCommit(payload, key, version, idleDeadline, now)
        }
        let outcome = try with { table throws(StorageError) in
            try commit(&table, payload, key, version, idleDeadline, now)
        }
        if fault == .throwsAfterWriting, Task.isCancelled { throw StorageError(.unavailable, "cancelled") }
        return outcome
    }

    func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try with { table in
            guard case .touched = table.touch(key, idleDeadline: idleDeadline, at: now).outcome,
                case .live(let record) = table.entries[key]
            else { return table.perform(table.touch(key, idleDeadline: idleDeadline, at: now)) }
            var deadline = record.idleDeadline(movedTo: idleDeadline)
            if fault == .touchSetsTheDeadline { deadline = min(idleDeadline, record.absoluteDeadline) }
            if fault == .touchPassesTheAbsoluteDeadline { deadline = max(record.idleDeadline, idleDeadline) }
            table.apply(.touched(key, idleDeadline: deadline, touchedAt: now))
            return .touched(deadline)
        }
    }
}
