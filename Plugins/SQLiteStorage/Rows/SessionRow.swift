import SessionCore

/// What lies under one number of the table of sessions.
struct SessionRow {
    let id: Int64
    let namespace: Int64
    let key: SessionKey
    /// Without its payload where that was not asked for.
    var stored: StoredSession
    /// The not-before epoch of the owner of a live session, read in the same step.
    let epoch: Timestamp?
    /// Whether the payload lies in a table of its own.
    let isApart: Bool

    /// Reads a row with the columns of ``Query``.
    init(_ row: Statement, withPayload: Bool) throws(StoreFailure) {
        id = row.integer(0)
        namespace = row.integer(1)
        guard let key = row.key(2), let handle = SessionHandle(row.text(3)) else {
            throw .damaged("a row without its key or handle")
        }
        self.key = key
        epoch = row.isNull(17) ? nil : Timestamp(milliseconds: row.integer(17))
        if row.isNull(4) {
            isApart = row.integer(16) != 0
            let version = UInt64(bitPattern: row.integer(7))
            var record = try SessionRow.record(row, key, handle, version)
            if withPayload {
                record.payload = row.bytes(row.isNull(18) ? 19 : 18)
                guard Checksum.of(record.payload, key: key, version: version) == row.integer(15) else {
                    throw .damaged("a payload that does not match its checksum")
                }
            }
            stored = .live(record)
        } else {
            isApart = false
            stored = .ended(try SessionRow.tombstone(row, handle))
        }
    }

    private static func record(
        _ row: Statement, _ key: SessionKey, _ handle: SessionHandle, _ version: UInt64
    ) throws(StoreFailure) -> SessionRecord {
        guard let kind = SessionKind(row.text(5)), let owner = Principal(row.text(6)) else {
            throw .damaged("a session without its kind or owner")
        }
        var record = SessionRecord(
            key: key, handle: handle, kind: kind, owner: owner, createdAt: row.instant(8),
            idleDeadline: row.instant(11),
            absoluteDeadline: row.instant(12), payload: [])
        record.version = version
        record.authenticatedAt = row.instant(9)
        record.touchedAt = row.instant(10)
        return record
    }

    private static func tombstone(_ row: Statement, _ handle: SessionHandle) throws(StoreFailure) -> Tombstone {
        guard let reason = EndReason(code: row.integer(4)) else { throw .damaged("an end without a known reason") }
        var grace: Tombstone.Grace?
        if !row.isNull(13) {
            guard let successor = row.key(13) else { throw .damaged("a rotation without its new key") }
            grace = Tombstone.Grace(successor: successor, until: row.instant(14))
        }
        return Tombstone(handle: handle, reason: reason, deadline: row.instant(12), grace: grace)
    }

    /// The session if it counts at an instant, or why it does not.
    func state(at now: Timestamp) -> LoadOutcome {
        switch stored {
        case .ended(let tombstone): return .gone(tombstone.reason)
        case .live(let record):
            if let epoch, record.authenticatedAt <= epoch { return .gone(.revoked) }
            return record.expiry(at: now).map { .gone($0) } ?? .live(record)
        }
    }
}

extension Statement {
    func instant(_ column: Int32) -> Timestamp {
        Timestamp(milliseconds: integer(column))
    }

    func key(_ column: Int32) -> SessionKey? {
        withBytes(column) { $0.count == SessionKey.byteCount ? SessionKey(digest: $0) : nil }
    }

    func bind(_ place: Int32, _ key: SessionKey) throws(StoreFailure) {
        let words = (
            key.words.0.bigEndian, key.words.1.bigEndian, key.words.2.bigEndian, key.words.3.bigEndian
        )
        try check(withUnsafeBytes(of: words) { bind(place, $0) })
    }

    func bind(_ place: Int32, _ instant: Timestamp) throws(StoreFailure) {
        try bind(place, instant.milliseconds)
    }
}
