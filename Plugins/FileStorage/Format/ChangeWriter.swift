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
        case event = 10
        case feedBegins = 11
        case feedTrimmed = 12
        case mark = 13
    }

    /// How many bytes an epoch takes in a snapshot beside those of its principal: it is there twice.
    static let epochBytes = 2 * (Frame.headerBytes + 11)

    /// Appends the frames of one call; their checksums are left for ``Frame/seal(_:salt:)``.
    ///
    /// An epoch has a second frame of its own behind the others: nothing else says again whom it refuses, so that damage
    /// to one frame must not lose it.
    static func append(_ entries: [LogEntry], to frames: inout ByteWriter) {
        guard entries.count > 1 else {
            guard let entry = entries.first else { return }
            frame(&frames) { append(entry, to: &$0) }
            if isEpoch(entry) { frame(&frames) { append(entry, to: &$0) } }
            return
        }
        var rest = entries.filter(isDecisive)[...] + entries.filter { !isDecisive($0) }
        while !rest.isEmpty {
            frame(&frames) { frames in
                let start = frames.bytes.count
                repeat {
                    append(rest.removeFirst(), to: &frames)
                } while rest.first.map { frames.bytes.count - start + size(of: $0) <= Limits.frameBytes } == true
            }
        }
        for entry in entries where isEpoch(entry) { frame(&frames) { append(entry, to: &$0) } }
    }

    /// Appends the frames of changes without events.
    static func append(_ changes: [SessionChange], to frames: inout ByteWriter) {
        append(changes.map { .change($0) }, to: &frames)
    }

    /// The frame that says that all before it was acknowledged.
    static var markFrames: [UInt8] {
        var frames = ByteWriter()
        append([.mark], to: &frames)
        return frames.bytes
    }

    /// Appends the frame that says that a snapshot has no more.
    static func appendEnd(to frames: inout ByteWriter) {
        frame(&frames) { $0.append(Kind.complete.rawValue) }
    }

    /// An epoch ends every session it is about by itself, and the excepted one must outlive it.
    private static func isDecisive(_ entry: LogEntry) -> Bool {
        switch entry {
        case .change(.epochRaised), .change(.authenticated): true
        default: false
        }
    }

    private static func isEpoch(_ entry: LogEntry) -> Bool {
        if case .change(.epochRaised) = entry { true } else { false }
    }

    private static func frame(_ frames: inout ByteWriter, _ body: (inout ByteWriter) -> Void) {
        let start = frames.bytes.count
        frames.bytes.append(contentsOf: repeatElement(0, count: Frame.headerBytes))
        body(&frames)
        let length = frames.bytes.count - start - Frame.headerBytes
        frames.replace(at: start, with: UInt32(truncatingIfNeeded: length))
    }

    private static func append(_ entry: LogEntry, to writer: inout ByteWriter) {
        switch entry {
        case .change(let change): append(change, to: &writer)
        case .event(let event): append(event, to: &writer)
        case .feedBegins(let position):
            writer.append(Kind.feedBegins.rawValue)
            writer.append(position.number)
        case .feedTrimmed(let position):
            writer.append(Kind.feedTrimmed.rawValue)
            writer.append(position.number)
        case .mark: writer.append(Kind.mark.rawValue)
        }
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

    private static func append(_ event: FeedEvent, to writer: inout ByteWriter) {
        writer.append(Kind.event.rawValue)
        writer.append(event.position.number)
        writer.append(event.at)
        writer.append(event.handle.text)
        writer.append(event.kind.text)
        writer.append(event.owner.text)
        switch event.change {
        case .created: writer.append(UInt8(0))
        case .rotated: writer.append(UInt8(1))
        case .ended(let reason):
            writer.append(UInt8(2))
            writer.append(reason.rawValue)
        }
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
}
