import SessionCore

/// Turns the body of a frame back into changes of the table.
enum ChangeReader {
    /// What the body of a frame says.
    enum Content {
        case entries([LogEntry])
        /// The snapshot before it is whole.
        case complete
    }

    /// Reads a body whose checksum is right; nothing when it does not make sense all the same.
    static func read(_ body: UnsafeRawBufferPointer) -> Content? {
        var reader = ByteReader(body)
        var entries: [LogEntry] = []
        while !reader.isAtEnd {
            guard let kind = reader.number(UInt8.self).flatMap(ChangeWriter.Kind.init) else { return nil }
            if kind == .complete { return entries.isEmpty && reader.isAtEnd ? .complete : nil }
            guard let entry = entry(kind, from: &reader) else { return nil }
            entries.append(entry)
        }
        return .entries(entries)
    }

    /// What a change among damaged bytes may be about.
    enum Clue {
        case session(SessionKey)
        /// A principal whose epoch was raised.
        case principal(Principal)
    }

    /// Looks at every place of damaged bytes for the beginning of a change, because what stood before it may not tell
    /// where it begins. Most of what is found is nothing: only what is known to be stored is to be believed.
    static func clues(in bytes: UnsafeRawBufferPointer, _ visit: (Clue) -> Void) {
        for offset in bytes.indices {
            guard let kind = ChangeWriter.Kind(rawValue: bytes[offset]) else { continue }
            var reader = ByteReader(UnsafeRawBufferPointer(rebasing: bytes[(offset + 1)...]))
            switch kind {
            case .complete, .event, .feedBegins, .feedTrimmed, .mark: break
            case .epochRaised:
                if let principal = reader.text(upTo: SessionCore.Limits.principalBytes).flatMap(Principal.init) {
                    visit(.principal(principal))
                }
            case .stored, .committed, .touched, .rotated, .authenticated, .ended, .removed:
                if let key = reader.key() { visit(.session(key)) }
            }
        }
    }

    private static func entry(_ kind: ChangeWriter.Kind, from reader: inout ByteReader) -> LogEntry? {
        switch kind {
        case .event: return event(from: &reader).map { .event($0) }
        case .feedBegins: return reader.number(UInt64.self).map { .feedBegins(FeedPosition($0)) }
        case .feedTrimmed: return reader.number(UInt64.self).map { .feedTrimmed(FeedPosition($0)) }
        case .mark: return .mark
        default: return change(kind, from: &reader).map { .change($0) }
        }
    }

    private static func event(from reader: inout ByteReader) -> FeedEvent? {
        guard let position = reader.number(UInt64.self), let at = reader.instant(),
            let handle = reader.text().flatMap({ SessionHandle($0) }),
            let kind = reader.text().flatMap({ SessionKind($0) }),
            let owner = reader.text().flatMap({ Principal($0) }), let number = reader.number(UInt8.self)
        else { return nil }
        let change: FeedEvent.Change
        switch number {
        case 0: change = .created
        case 1: change = .rotated
        case 2:
            guard let reason = reader.text().flatMap(EndReason.init) else { return nil }
            change = .ended(reason)
        default: return nil
        }
        return FeedEvent(
            position: FeedPosition(position), at: at, handle: handle, kind: kind, owner: owner, change: change)
    }

    private static func change(_ kind: ChangeWriter.Kind, from reader: inout ByteReader) -> SessionChange? {
        if kind == .epochRaised {
            guard let principal = reader.text().flatMap(Principal.init), let instant = reader.instant() else {
                return nil
            }
            return .epochRaised(principal, to: instant)
        }
        guard let key = reader.key() else { return nil }
        switch kind {
        case .stored: return record(key, from: &reader).map { .stored($0) }
        case .committed: return commit(key, from: &reader)
        case .touched:
            guard let deadline = reader.instant(), let touchedAt = reader.instant() else { return nil }
            return .touched(key, idleDeadline: deadline, touchedAt: touchedAt)
        case .rotated:
            guard let tombstone = tombstone(from: &reader), let successor = reader.key(),
                let record = record(successor, from: &reader)
            else { return nil }
            return .rotated(key, tombstone, into: record)
        case .authenticated: return reader.instant().map { .authenticated(key, at: $0) }
        case .ended: return tombstone(from: &reader).map { .ended(key, $0) }
        case .removed: return .removed(key)
        case .epochRaised, .complete, .event, .feedBegins, .feedTrimmed, .mark: return nil
        }
    }

    private static func commit(_ key: SessionKey, from reader: inout ByteReader) -> SessionChange? {
        guard let version = reader.number(UInt64.self), let deadline = reader.instant(),
            let touchedAt = reader.instant(), let payload = reader.payload()
        else { return nil }
        return .committed(key, payload: payload, version: version, idleDeadline: deadline, touchedAt: touchedAt)
    }

    private static func record(_ key: SessionKey, from reader: inout ByteReader) -> SessionRecord? {
        guard let handle = reader.text().flatMap({ SessionHandle($0) }),
            let kind = reader.text().flatMap({ SessionKind($0) }),
            let owner = reader.text().flatMap({ Principal($0) }),
            let version = reader.number(UInt64.self),
            let createdAt = reader.instant(), let authenticatedAt = reader.instant(), let touchedAt = reader.instant(),
            let idleDeadline = reader.instant(), let absoluteDeadline = reader.instant(),
            let payload = reader.payload()
        else { return nil }
        var record = SessionRecord(
            key: key, handle: handle, kind: kind, owner: owner, createdAt: createdAt, idleDeadline: idleDeadline,
            absoluteDeadline: absoluteDeadline, payload: payload)
        record.version = version
        record.authenticatedAt = authenticatedAt
        record.touchedAt = touchedAt
        return record
    }

    private static func tombstone(from reader: inout ByteReader) -> Tombstone? {
        guard let handle = reader.text().flatMap({ SessionHandle($0) }),
            let reason = reader.text().flatMap(EndReason.init), let deadline = reader.instant(),
            let hasGrace = reader.number(UInt8.self), hasGrace <= 1
        else { return nil }
        guard hasGrace == 1 else { return Tombstone(handle: handle, reason: reason, deadline: deadline) }
        guard let successor = reader.key(), let until = reader.instant() else { return nil }
        let grace = Tombstone.Grace(successor: successor, until: until)
        return Tombstone(handle: handle, reason: reason, deadline: deadline, grace: grace)
    }
}
