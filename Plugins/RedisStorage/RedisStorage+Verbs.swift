public import SessionCore

extension RedisStorage {
    public func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try RedisStorage.check(record.payload)
        guard record.version == 1 else { throw StorageError(.invalid, "a session is created in version 1") }
        let reply = try await run(.create, record.key, [.bytes(StoredValue.bytes(of: record))])
        switch try reply.outcome() {
        case "o": return .created
        case "d": return .duplicate
        case "g": return .gone(try reply.reason(1))
        default: throw ScriptReply.strange
        }
    }

    public func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try RedisStorage.check(payload)
        let next = version &+ 1
        let reply = try await run(
            .commit, key,
            [.instant(now), .version(version), .version(next), .instant(idleDeadline), .bytes(payload)])
        switch try reply.outcome() {
        case "o": return .committed(next)
        case "c": return .conflict(try record(reply, 1, key: key))
        case "g": return .gone(try reply.reason(1))
        case "n": return .absent
        default: throw ScriptReply.strange
        }
    }

    public func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        let reply = try await run(.touch, key, [.instant(now), .instant(idleDeadline)])
        switch try reply.outcome() {
        case "o": return .touched(try reply.instant(1))
        case "g": return .gone(try reply.reason(1))
        case "n": return .absent
        default: throw ScriptReply.strange
        }
    }

    public func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        let next = version &+ 1
        let owner = rotation.owner.map { owner in
            FixedNumber.bytes(UInt64(owner.text.utf8.count), digits: 4) + Array(owner.text.utf8)
        }
        var arguments: [RedisArgument] = [
            .key(rotation.newKey), .instant(now), .version(version), .version(next), .bytes(owner ?? []),
            .instant(rotation.graceUntil), .retention(from: now),
        ]
        if let payload = rotation.payload {
            try RedisStorage.check(payload)
            arguments.append(.bytes(payload))
        }
        let reply = try await run(.rotate, key, arguments)
        switch try reply.outcome() {
        case "o": return .rotated(next)
        case "c": return .conflict(try record(reply, 1, key: key))
        case "d": return .duplicate
        case "g": return .gone(try reply.reason(1))
        case "n": return .absent
        default: throw ScriptReply.strange
        }
    }

    public func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        let reply = try await run(.revoke, key, [.instant(now), .reason(reason), .retention(from: now)])
        switch try reply.outcome() {
        case "o": return .revoked
        case "n": return .absent
        default: throw ScriptReply.strange
        }
    }

    /// The session a reply has, which a script has found to be one.
    func record(_ reply: ScriptReply, _ index: Int, key: SessionKey) throws(StorageError) -> SessionRecord {
        guard case .live(let record) = try StoredValue.entry(reply.bytes(index), key: key) else {
            throw ScriptReply.strange
        }
        return record
    }

    private static func check(_ payload: [UInt8]) throws(StorageError) {
        let most = SessionCore.Limits.storedPayloadBytes
        guard payload.count <= most else {
            throw StorageError(.tooLarge, "a payload of \(payload.count) bytes is over \(most)")
        }
    }
}
