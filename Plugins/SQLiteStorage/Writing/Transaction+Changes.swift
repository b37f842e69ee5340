import SessionCore

extension Transaction {
    /// Writes what was decided, tells the feed of it, and gives the answer.
    func perform<Outcome>(
        _ decision: SessionDecision<Outcome>, on slice: Slice, at now: Timestamp
    ) throws(StoreFailure) -> Outcome {
        for change in decision.changes {
            if let event = slice.table.event(of: change, at: now, position: .start) { try append(event) }
            try write(change, over: slice)
        }
        return decision.outcome
    }

    /// Writes one change.
    func write(_ change: SessionChange, over slice: Slice) throws(StoreFailure) {
        switch change {
        case .stored(let record):
            try store(record, over: slice)
        case .committed(let key, let payload, let version, let idleDeadline, let touchedAt):
            try commit(payload, key, version, idleDeadline, touchedAt, over: slice)
        case .touched(let key, let idleDeadline, let touchedAt):
            try connection.run(.touch) { statement throws(StoreFailure) in
                try statement.bind(1, RowID.of(key, in: namespace))
                try statement.bind(2, idleDeadline)
                try statement.bind(3, touchedAt)
            }
        case .rotated(let key, let tombstone, let record):
            try end(key, tombstone, over: slice)
            try store(record, over: slice)
        case .authenticated(let key, let instant):
            try connection.run(.authenticate) { statement throws(StoreFailure) in
                try statement.bind(1, RowID.of(key, in: namespace))
                try statement.bind(2, instant)
            }
        case .ended(let key, let tombstone):
            try end(key, tombstone, over: slice)
        case .removed(let key):
            try connection.run(.remove) { statement throws(StoreFailure) in
                try statement.bind(1, RowID.of(key, in: namespace))
            }
            try removeApart(key, over: slice)
        case .epochRaised(let owner, let instant):
            try connection.run(.raiseEpoch) { statement throws(StoreFailure) in
                try statement.bind(1, namespace)
                try statement.bind(2, owner.text)
                try statement.bind(3, instant)
                try statement.bind(4, instant.advanced(by: SessionCore.Limits.tombstoneRetention))
            }
        }
    }

    private func store(_ record: SessionRecord, over slice: Slice) throws(StoreFailure) {
        let isApart = record.payload.count > Limits.inlineBytes
        if !isApart { try removeApart(record.key, over: slice) }
        try connection.run(slice.table.entries[record.key] == nil ? .insert : .store) { row throws(StoreFailure) in
            try bind(row, record.key, record.handle, due: record.deadline, deadline: record.absoluteDeadline)
            try row.bind(7, record.kind.text)
            try row.bind(8, record.owner.text)
            try row.bind(9, Int64(bitPattern: record.version))
            try row.bind(10, record.createdAt)
            try row.bind(11, record.authenticatedAt)
            try row.bind(12, record.touchedAt)
            try row.bind(13, record.idleDeadline)
            for place: Int32 in [5, 15, 16] { try row.bind(place, Int64?.none) }
            try row.bind(17, Checksum.of(record.payload, key: record.key, version: record.version))
            try row.bind(18, isApart ? nil : record.payload)
        }
        if isApart { try storeApart(record.payload, record.key) }
    }

    private func end(_ key: SessionKey, _ tombstone: Tombstone, over slice: Slice) throws(StoreFailure) {
        try removeApart(key, over: slice)
        try connection.run(slice.table.entries[key] == nil ? .insert : .store) { row throws(StoreFailure) in
            try bind(row, key, tombstone.handle, due: tombstone.deadline, deadline: tombstone.deadline)
            try row.bind(5, tombstone.reason.code)
            for place: Int32 in [7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 18] { try row.bind(place, Int64?.none) }
            if let grace = tombstone.grace {
                try row.bind(15, grace.successor)
                try row.bind(16, grace.until)
            }
        }
    }

    /// What a session and a tombstone have both.
    private func bind(
        _ row: Statement, _ key: SessionKey, _ handle: SessionHandle, due: Timestamp, deadline: Timestamp
    ) throws(StoreFailure) {
        try row.bind(1, RowID.of(key, in: namespace))
        try row.bind(2, namespace)
        try row.bind(3, key)
        try row.bind(4, handle.text)
        try row.bind(6, due == .never ? nil : due.milliseconds)
        try row.bind(14, deadline)
    }

    private func commit(
        _ payload: [UInt8], _ key: SessionKey, _ version: UInt64, _ idleDeadline: Timestamp, _ touchedAt: Timestamp,
        over slice: Slice
    ) throws(StoreFailure) {
        let isApart = payload.count > Limits.inlineBytes
        if !isApart { try removeApart(key, over: slice) }
        try connection.run(.commitPayload) { row throws(StoreFailure) in
            try row.bind(1, RowID.of(key, in: namespace))
            try row.bind(2, Int64(bitPattern: version))
            try row.bind(3, idleDeadline)
            try row.bind(4, touchedAt)
            try row.bind(5, Checksum.of(payload, key: key, version: version))
            try row.bind(6, isApart ? nil : payload)
        }
        if isApart { try storeApart(payload, key) }
    }

    private func storeApart(_ payload: [UInt8], _ key: SessionKey) throws(StoreFailure) {
        try connection.run(.storeApart) { row throws(StoreFailure) in
            try row.bind(1, RowID.of(key, in: namespace))
            try row.bind(2, payload)
        }
    }

    private func removeApart(_ key: SessionKey, over slice: Slice) throws(StoreFailure) {
        guard slice.apart.contains(key) else { return }
        try connection.run(.removeApart) { row throws(StoreFailure) in
            try row.bind(1, RowID.of(key, in: namespace))
        }
    }
}
