import SessionCore

/// An event as the feed keeps it: instant (16 digits), `C`, `R` or the letter of a reason, and the names as in a session.
enum StoredEvent {
    static func event(_ bytes: [UInt8], position: FeedPosition) throws(StorageError) -> FeedEvent {
        var reader = FieldReader(bytes)
        guard let instant = reader.instant(), let change = reader.byte().flatMap({ change($0) }),
            let handleCount = reader.number(digits: 2), let kindCount = reader.number(digits: 2),
            let ownerCount = reader.number(digits: 4),
            let handle = reader.text(handleCount).flatMap({ SessionHandle($0) }),
            let kind = reader.text(kindCount).flatMap({ SessionKind($0) }),
            let owner = reader.text(ownerCount).flatMap({ Principal($0) })
        else { throw StorageError(.corrupt, "an event in Redis cannot be read") }
        return FeedEvent(position: position, at: instant, handle: handle, kind: kind, owner: owner, change: change)
    }

    private static func change(_ letter: UInt8) -> FeedEvent.Change? {
        switch letter {
        case UInt8(ascii: "C"): .created
        case UInt8(ascii: "R"): .rotated
        default: EndReason(letter: letter).map { .ended($0) }
        }
    }
}
