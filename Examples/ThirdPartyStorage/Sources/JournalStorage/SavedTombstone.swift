import SessionCore

/// A tombstone as it stands in the journal.
struct SavedTombstone: Codable {
    let handle: String
    let reason: EndReason
    let deadline: Timestamp
    let successor: String?
    let graceUntil: Timestamp?

    init(_ tombstone: Tombstone) {
        handle = tombstone.handle.text
        reason = tombstone.reason
        deadline = tombstone.deadline
        successor = tombstone.grace?.successor.hexadecimal
        graceUntil = tombstone.grace?.until
    }

    func tombstone() throws -> Tombstone {
        var tombstone = Tombstone(handle: try SessionHandle(handle).orThrow(), reason: reason, deadline: deadline)
        if let successor, let graceUntil {
            let key = try SessionKey(hexadecimal: successor).orThrow()
            tombstone.grace = Tombstone.Grace(successor: key, until: graceUntil)
        }
        return tombstone
    }
}
