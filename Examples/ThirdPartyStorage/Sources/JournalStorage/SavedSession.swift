import Foundation
import SessionCore

/// A session as it stands in the journal.
struct SavedSession: Codable {
    let key: String
    let handle: String
    let kind: String
    let owner: String
    let version: UInt64
    let created: Timestamp
    let authenticated: Timestamp
    let touched: Timestamp
    let idle: Timestamp
    let absolute: Timestamp
    let payload: Data

    init(_ record: SessionRecord) {
        key = record.key.hexadecimal
        handle = record.handle.text
        kind = record.kind.text
        owner = record.owner.text
        version = record.version
        created = record.createdAt
        authenticated = record.authenticatedAt
        touched = record.touchedAt
        idle = record.idleDeadline
        absolute = record.absoluteDeadline
        payload = Data(record.payload)
    }

    func record() throws -> SessionRecord {
        var record = SessionRecord(
            key: try SessionKey(hexadecimal: key).orThrow(), handle: try SessionHandle(handle).orThrow(),
            kind: try SessionKind(kind).orThrow(), owner: try Principal(owner).orThrow(), createdAt: created,
            idleDeadline: idle, absoluteDeadline: absolute, payload: Array(payload))
        record.version = version
        record.authenticatedAt = authenticated
        record.touchedAt = touched
        return record
    }
}
