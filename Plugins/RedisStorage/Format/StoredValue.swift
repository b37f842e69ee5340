import SessionCore

/// What stands under the key of a session: one string, whose first part a touch rewrites in place.
///
/// A session is `L`, idle deadline, touched at, absolute deadline, authenticated at, created at, version (16 digits each),
/// the lengths of handle, kind (2 digits each) and owner (4), these three, and the payload. A tombstone is `T`, deadline
/// (16), the letter of the reason, the length of the handle (2), `0`, or `1` with the end of the grace (16) and the
/// successor (64), and the handle.
enum StoredValue {
    static func bytes(of entry: StoredSession) -> [UInt8] {
        switch entry {
        case .live(let record): bytes(of: record)
        case .ended(let tombstone): bytes(of: tombstone)
        }
    }

    static func bytes(of record: SessionRecord) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(record.payload.count + 320)
        bytes.append(UInt8(ascii: "L"))
        for instant in [
            record.idleDeadline, record.touchedAt, record.absoluteDeadline, record.authenticatedAt, record.createdAt,
        ] { FixedNumber.append(instant, to: &bytes) }
        FixedNumber.append(record.version, to: &bytes)
        FixedNumber.append(UInt64(record.handle.text.utf8.count), digits: 2, to: &bytes)
        FixedNumber.append(UInt64(record.kind.text.utf8.count), digits: 2, to: &bytes)
        FixedNumber.append(UInt64(record.owner.text.utf8.count), digits: 4, to: &bytes)
        bytes.append(contentsOf: record.handle.text.utf8)
        bytes.append(contentsOf: record.kind.text.utf8)
        bytes.append(contentsOf: record.owner.text.utf8)
        bytes.append(contentsOf: record.payload)
        return bytes
    }

    static func bytes(of tombstone: Tombstone) -> [UInt8] {
        var bytes = [UInt8(ascii: "T")]
        FixedNumber.append(tombstone.deadline, to: &bytes)
        bytes.append(tombstone.reason.letter)
        FixedNumber.append(UInt64(tombstone.handle.text.utf8.count), digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: tombstone.grace == nil ? "0" : "1"))
        if let grace = tombstone.grace {
            FixedNumber.append(grace.until, to: &bytes)
            bytes.append(contentsOf: grace.successor.hexadecimal.utf8)
        }
        bytes.append(contentsOf: tombstone.handle.text.utf8)
        return bytes
    }

    /// What stands under a key; throws `corrupt` for anything that this plug-in did not write.
    static func entry(_ bytes: [UInt8], key: SessionKey) throws(StorageError) -> StoredSession {
        var reader = FieldReader(bytes)
        switch reader.byte() {
        case UInt8(ascii: "L"):
            if let record = record(&reader, key: key) { return .live(record) }
        case UInt8(ascii: "T"):
            if let tombstone = tombstone(&reader) { return .ended(tombstone) }
        default: break
        }
        throw StorageError(.corrupt, "a session in Redis cannot be read; delete its key when it is of no more use")
    }

    private static func record(_ reader: inout FieldReader, key: SessionKey) -> SessionRecord? {
        guard let idle = reader.instant(), let touched = reader.instant(), let absolute = reader.instant(),
            let authenticated = reader.instant(), let created = reader.instant(), let version = reader.number(),
            let handleCount = reader.number(digits: 2), let kindCount = reader.number(digits: 2),
            let ownerCount = reader.number(digits: 4),
            let handle = reader.text(handleCount).flatMap({ SessionHandle($0) }),
            let kind = reader.text(kindCount).flatMap({ SessionKind($0) }),
            let owner = reader.text(ownerCount).flatMap({ Principal($0) })
        else { return nil }
        var record = SessionRecord(
            key: key, handle: handle, kind: kind, owner: owner, createdAt: created, idleDeadline: idle,
            absoluteDeadline: absolute, payload: reader.rest)
        record.version = version
        record.authenticatedAt = authenticated
        record.touchedAt = touched
        return record
    }

    private static func tombstone(_ reader: inout FieldReader) -> Tombstone? {
        guard let deadline = reader.instant(), let reason = reader.byte().flatMap({ EndReason(letter: $0) }),
            let count = reader.number(digits: 2), let mark = reader.byte()
        else { return nil }
        var grace: Tombstone.Grace?
        if mark == UInt8(ascii: "1") {
            guard let until = reader.instant(), let successor = reader.text(64).flatMap({ SessionKey(hexadecimal: $0) })
            else { return nil }
            grace = Tombstone.Grace(successor: successor, until: until)
        }
        guard let handle = reader.text(count).flatMap({ SessionHandle($0) }) else { return nil }
        return Tombstone(handle: handle, reason: reason, deadline: deadline, grace: grace)
    }
}
