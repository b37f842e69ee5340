import SessionCore

/// Turns changes of the table into frames of the log.
///
/// All changes of one call are one frame, so that a crash leaves all of them or none. Only an end of thousands of
/// sessions at once takes more; what makes the call effective comes first then.
enum ChangeWriter {
    /// The first byte of each change. A number that is given is never given to anything else.
    enum Kind: UInt8 {
        case stored = 1
        case committed = 2
        case touched = 3
        case rotated = 4
        case authenticated = 5
        case ended = 6
        case removed = 7
        case epochRaised = 8
        case complete = 9
    }

    /// How many bytes an epoch takes in a snapshot beside those of its principal.
    static let epochBytes = Frame.headerBytes + 11

    /// Appends the frames of one call; their checksums are left for ``Frame/seal(_:salt:)``.
    static func append(_ changes: [SessionChange], to frames: inout ByteWriter) {
        guard changes.count > 1 else {
            if let change = changes.first { frame(&frames) { append(change, to: &$0) } }
            return
        }
        var rest = changes.filter(isDecisive)[...] + changes.filter { !isDecisive($0) }
        while !rest.isEmpty {
            frame(&frames) { frames in
                let start = frames.bytes.count
                repeat {
                    append(rest.removeFirst(), to: &frames)
                } while rest.first.map { frames.bytes.count - start + size(of: $0) <= Limits.frameBytes } == true
            }
        }
    }

    /// Appends the frame that says that a snapshot has no more.
    static func appendEnd(to frames: inout ByteWriter) {
        frame(&frames) { $0.append(Kind.complete.rawValue) }
    }

    /// How many bytes a session takes in a snapshot, nearly.
    static func snapshotBytes(of stored: StoredSession?) -> Int {
        switch stored {
        case nil: 0
        case .live(let record): Frame.headerBytes + size(of: .stored(record))
        case .ended(let tombstone): Frame.headerBytes + SessionKey.byteCount + 1 + size(of: tombstone)
        }
    }

    /// An epoch ends every session it is about by itself, and the excepted one must outlive it.
    private static func isDecisive(_ change: SessionChange) -> Bool {
        switch change {
        case .epochRaised, .authenticated: true
        default: false
        }
    }

    private static func frame(_ frames: inout ByteWriter, _ body: (inout ByteWriter) -> Void) {
        let start = frames.bytes.count
        frames.bytes.append(contentsOf: repeatElement(0, count: Frame.headerBytes))
        body(&frames)
        let length = frames.bytes.count - start - Frame.headerBytes
        frames.replace(at: start, with: UInt32(truncatingIfNeeded: length))
    }

    private static func append(_ change: SessionChange, to writer: inout ByteWriter) {
        switch change {
        case .stored(let record):
            begin(.stored, record.key, &writer)
            append(record, to: &writer)
        case .committed(let key, let payload, let version, let idleDeadline, let touchedAt):
            begin(.committed, key, &writer)
            writer.append(version)
            writer.append(idleDeadline)
            writer.append(touchedAt)
            writer.append(payload: payload)
        case .touched(let key, let idleDeadline, let touchedAt):
            begin(.touched, key, &writer)
            writer.append(idleDeadline)
            writer.append(touchedAt)
        case .rotated(let key, let tombstone, let record):
            begin(.rotated, key, &writer)
            append(tombstone, to: &writer)
            writer.append(record.key)
            append(record, to: &writer)
        case .authenticated(let key, let instant):
            begin(.authenticated, key, &writer)
            writer.append(instant)
        case .ended(let key, let tombstone):
            begin(.ended, key, &writer)
            append(tombstone, to: &writer)
        case .removed(let key):
            begin(.removed, key, &writer)
        case .epochRaised(let principal, let instant):
            writer.append(Kind.epochRaised.rawValue)
            writer.append(principal.text)
            writer.append(instant)
        }
    }

    /// The key stands right behind the kind in every change that has one: a damaged frame may still tell whose it was.
    private static func begin(_ kind: Kind, _ key: SessionKey, _ writer: inout ByteWriter) {
        writer.append(kind.rawValue)
        writer.append(key)
    }

    private static func append(_ record: SessionRecord, to writer: inout ByteWriter) {
        writer.append(record.handle.text)
        writer.append(record.kind.text)
        writer.append(record.owner.text)
        writer.append(record.version)
        writer.append(record.createdAt)
        writer.append(record.authenticatedAt)
        writer.append(record.touchedAt)
        writer.append(record.idleDeadline)
        writer.append(record.absoluteDeadline)
        writer.append(payload: record.payload)
    }

    private static func append(_ tombstone: Tombstone, to writer: inout ByteWriter) {
        writer.append(tombstone.handle.text)
        writer.append(tombstone.reason.rawValue)
        writer.append(tombstone.deadline)
        writer.append(UInt8(tombstone.grace == nil ? 0 : 1))
        if let grace = tombstone.grace {
            writer.append(grace.successor)
            writer.append(grace.until)
        }
    }

    private static func size(of change: SessionChange) -> Int {
        switch change {
        case .stored(let record): 33 + size(of: record)
        case .committed(_, let payload, _, _, _): 33 + 28 + payload.count
        case .touched: 33 + 16
        case .rotated(_, let tombstone, let record): 65 + size(of: tombstone) + size(of: record)
        case .authenticated: 33 + 8
        case .ended(_, let tombstone): 33 + size(of: tombstone)
        case .removed: 33
        case .epochRaised(let principal, _): 11 + principal.text.utf8.count
        }
    }

    private static func size(of record: SessionRecord) -> Int {
        let texts = record.handle.text.utf8.count + record.kind.text.utf8.count + record.owner.text.utf8.count
        return 6 + texts + 6 * 8 + 4 + record.payload.count
    }

    private static func size(of tombstone: Tombstone) -> Int {
        let texts = tombstone.handle.text.utf8.count + tombstone.reason.rawValue.utf8.count
        return 4 + texts + 9 + (tombstone.grace == nil ? 0 : 40)
    }
}
