public import SessionCore
import Synchronization

extension RedisStorage {
    /// One command reads the session and the generation of epochs, at one instant. What they do not settle between them,
    /// an old key in its grace or an epoch that is not known here, a script in the server does.
    public func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        let reply = try await client.call(
            RedisCommand(.text("MGET"), .keyed(sessionBase, key), generationKey, isWrite: false))
        guard case .array(let parts) = reply, parts.count == 2 else {
            if case .error(let text) = reply { throw ScriptReply.failure(text) }
            throw ScriptReply.strange
        }
        guard case .string(let value) = parts[0] else { return .absent }
        switch try StoredValue.entry(value, key: key) {
        case .ended(let tombstone):
            guard tombstone.reason == .superseded, tombstone.grace != nil else { return .gone(tombstone.reason) }
        case .live(let record):
            guard case .string(let generation) = parts[1] else { break }
            if let outcome = outcome(record, generation: generation, at: now) { return outcome }
            if try await readEpochs(of: generation),
                let outcome = outcome(record, generation: generation, at: now)
            {
                return outcome
            }
        }
        return try await loadInServer(key, at: now)
    }

    /// What the session and the epochs known here come to, or nothing when the server has to be asked.
    private func outcome(_ record: SessionRecord, generation: [UInt8], at now: Timestamp) -> LoadOutcome? {
        switch epochs.withLock({ $0.hasEnded(record, generation: generation) }) {
        case false: record.expiry(at: now).map { .gone($0) } ?? .live(record)
        default: nil
        }
    }

    private func loadInServer(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        let reply = try await run(.load, key, [.instant(now)])
        switch try reply.outcome() {
        case "l": return .live(try record(reply, 2, key: reply.key(1)))
        case "g": return .gone(try reply.reason(1))
        case "n": return .absent
        default: throw ScriptReply.strange
        }
    }

    /// Reads what epochs there are, unless another call does; whether that was done.
    private func readEpochs(of generation: [UInt8]) async throws(StorageError) -> Bool {
        let known: [UInt8]? = epochs.withLock { epochs in
            guard !epochs.isReading, !epochs.isHopeless(generation) else { return nil }
            epochs.isReading = true
            return epochs.known
        }
        guard let known else { return false }
        defer { epochs.withLock { $0.isReading = false } }
        let reply = try ScriptReply(
            await run(.epochs, on: "g", [.bytes(known), .integer(Int64(Limits.knownEpochs))]))
        let present = try reply.bytes(0)
        let kind = try reply.text(1)
        guard kind != "x" else {
            epochs.withLock { $0.giveUp(present) }
            return false
        }
        var read: [Principal: Timestamp] = [:]
        for index in stride(from: 2, to: reply.count, by: 2) {
            guard let principal = Principal(try reply.text(index)) else { throw ScriptReply.strange }
            read[principal] = try reply.instant(index + 1)
        }
        epochs.withLock { epochs in
            epochs.take(
                read, whole: kind == "w", after: known, generation: present, limit: Limits.knownEpochs)
        }
        return true
    }
}
