import Logging
import SessionCore

/// Makes the table again from the parts of the log, one after the other.
struct LogReplay {
    private(set) var table = SessionTable()
    private(set) var damagedPlaces = 0
    private(set) var damagedBytes = 0
    /// Whether the last part said that a snapshot is whole.
    private(set) var isComplete = false
    /// Sessions of which something was said that could not be read, and nothing whole since.
    private var uncertain: Set<SessionKey> = []
    private var frames = 0
    private var reported = ContinuousClock.now
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    mutating func visit(_ part: SegmentScanner.Part) {
        isComplete = false
        switch part {
        case .frame(let body):
            frames += 1
            if frames.isMultiple(of: 8_192) { reportProgress() }
            switch ChangeReader.read(body) {
            case .changes(let changes):
                for change in changes { apply(change) }
            case .complete: isComplete = true
            case nil: noteDamage(body)
            }
        case .damage(let bytes): noteDamage(bytes: bytes)
        case .remains(let bytes): doubt(whatIsIn: bytes)
        }
    }

    /// Counts a place that cannot be read.
    mutating func noteDamage(bytes: Int) {
        damagedPlaces += 1
        damagedBytes += bytes
    }

    /// Ends the sessions of which the last word could not be read, and answers how many.
    ///
    /// It may have been their end; to serve them could bring a session back that somebody has logged out of.
    mutating func endUncertain() -> Int {
        var count = 0
        for key in uncertain {
            guard case .live(let record) = table.entries[key] else { continue }
            table.apply(.ended(key, Tombstone(of: record, reason: .revoked, endedAt: record.touchedAt)))
            count += 1
        }
        uncertain = []
        return count
    }

    private mutating func apply(_ change: SessionChange) {
        if !uncertain.isEmpty {
            switch change {
            case .stored(let record): uncertain.remove(record.key)
            case .committed(let key, _, _, _, _): uncertain.remove(key)
            default: break
            }
        }
        table.apply(change)
    }

    private mutating func noteDamage(_ body: UnsafeRawBufferPointer) {
        noteDamage(bytes: body.count)
        doubt(whatIsIn: body)
    }

    /// Something was said of every session whose key can still be read, and of all sessions of a principal whose epoch
    /// rose.
    private mutating func doubt(whatIsIn bytes: UnsafeRawBufferPointer) {
        ChangeReader.clues(in: bytes) { clue in
            switch clue {
            case .session(let key):
                if table.entries[key] != nil { uncertain.insert(key) }
            case .principal(let principal):
                var cursor: SessionHandle?
                repeat {
                    // At the first instant there is: whatever deadline a session has, it is listed.
                    let page = table.sessions(
                        of: principal, after: cursor, limit: SessionCore.Limits.pageRecords,
                        at: Timestamp(milliseconds: .min))
                    uncertain.formUnion(page.records.map(\.key))
                    cursor = page.next
                } while cursor != nil
            }
        }
    }

    private mutating func reportProgress() {
        let now = ContinuousClock.now
        guard now - reported >= Limits.progressPause else { return }
        reported = now
        logger.info("Sessions are being read", metadata: ["sessions": "\(table.entries.count)", "frames": "\(frames)"])
    }
}
