public import SessionCore

extension SQLiteStorage {
    public func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome {
        try await writer.write(bytes: record.payload.count) { transaction throws(StoreFailure) in
            var slice = Slice()
            try transaction.add(occupantOf: record.key, to: &slice)
            try transaction.add(holdersOf: record.handle, to: &slice)
            try transaction.add(epochOf: record.owner, to: &slice)
            let decision = try slice.decide { table throws(StorageError) in try table.create(record) }
            return try transaction.perform(decision, on: slice, at: record.createdAt)
        }
    }

    public func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome {
        let namespace = namespace
        return try await readers.read { connection throws(StoreFailure) in
            guard let row = try SessionRow.find(key, in: namespace, over: connection, withPayload: true) else {
                return .absent
            }
            guard case .ended(let tombstone) = row.stored, let grace = tombstone.grace, grace.until > now else {
                return row.state(at: now)
            }
            return try connection.reading { () throws(StoreFailure) in
                var slice = Slice()
                try SessionRow.path(from: key, in: namespace, over: connection, withPayload: true) { slice.add($0) }
                return slice.table.load(key, at: now)
            }
        }
    }

    public func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome {
        try await writer.write(bytes: payload.count) { transaction throws(StoreFailure) in
            var slice = try transaction.slice(of: key)
            let decision = try slice.decide { table throws(StorageError) in
                try table.commit(payload, for: key, expecting: version, idleDeadline: idleDeadline, at: now)
            }
            if case .conflict(var record) = decision.outcome {
                try transaction.fill(&record)
                return .conflict(record)
            }
            return try transaction.perform(decision, on: slice, at: now)
        }
    }

    public func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome {
        try await writer.write { transaction throws(StoreFailure) in
            var slice = try transaction.slice(of: key)
            let decision = try slice.decide { table in table.touch(key, idleDeadline: idleDeadline, at: now) }
            return try transaction.perform(decision, on: slice, at: now)
        }
    }

    public func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome {
        try await writer.write(bytes: rotation.payload?.count ?? 0) { transaction throws(StoreFailure) in
            var slice = try transaction.slice(of: key, withPayload: true)
            if rotation.newKey != key { try transaction.add(occupantOf: rotation.newKey, to: &slice) }
            if let owner = rotation.owner { try transaction.add(epochOf: owner, to: &slice) }
            let decision = try slice.decide { table throws(StorageError) in
                try table.rotate(key, with: rotation, expecting: version, at: now)
            }
            return try transaction.perform(decision, on: slice, at: now)
        }
    }

    public func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome {
        try await writer.write { transaction throws(StoreFailure) in
            var slice = Slice()
            try transaction.add(pathFrom: key, to: &slice)
            let decision = try slice.decide { table in table.revoke(key, reason: reason, at: now) }
            return try transaction.perform(decision, on: slice, at: now)
        }
    }
}

extension Connection {
    /// Reads several things as they are at one moment. Whatever fails, no transaction is left open, and what failed first
    /// is what is thrown: some failures end the transaction by themselves, and there is nothing to commit then.
    func reading<Answer>(_ body: () throws(StoreFailure) -> Answer) throws(StoreFailure) -> Answer {
        try run(.read)
        do throws(StoreFailure) {
            let answer = try body()
            try run(.commit)
            return answer
        } catch {
            if isInTransaction { do throws(StoreFailure) { try run(.rollback) } catch {} }
            throw error
        }
    }
}
