import SessionCore

/// The bounds of the file store, each with its reason.
enum Limits {
    /// The most bytes the body of a frame may have: the largest payload and everything else a record holds.
    static let frameBytes = SessionCore.Limits.storedPayloadBytes + 4_096
    /// The fewest bytes a frame may have: the header of format 1 and a body of one byte.
    static let leastFrameBytes = 13
    /// The most bytes that wait for the log before further writes are refused as `unavailable`: sixteen large payloads.
    static let pendingBytes = 16 * SessionCore.Limits.payloadBytes
    /// The most bytes that tell which session or principal a change is about: a kind, and a principal with its length.
    static let clueBytes = 1 + 2 + SessionCore.Limits.principalBytes
    /// How many bytes of the log are read at a time; more than one frame.
    static let readBytes = 4 << 20
    /// Below this size of all segments the log is not compacted: rewriting it would save nothing worth the work.
    static let compactionBytes = 4 << 20
    /// How long the log rests before it is marked as acknowledged to its end: long after the callers of a group are back.
    static let markPause = Duration.milliseconds(100)
    /// How many records, epochs or events a compaction copies at a time while others wait.
    static let compactionRecords = 256
    /// How many bytes a compaction gathers before it writes them.
    static let compactionBufferBytes = 1 << 20
    /// How many bytes a compaction writes before it waits for the disk to have them.
    static let compactionUnsynchronizedBytes = 2 << 20
    /// The most keys in one run of the order they are walked in: an insertion moves as many at the most.
    static let keyRun = 512
    /// The most bytes of the name that an export goes on from: a word and a principal or a key.
    static let cursorBytes = 8 + SessionCore.Limits.principalBytes
    /// How long bytes may lie in memory at durability `none`.
    static let flushPause = Duration.milliseconds(100)
    /// The longest that a write waits for others to share its sync; a quarter of the last sync where that is less.
    static let gatheringPause = Duration.milliseconds(2)
    /// How long to leave a failing disk alone before the log is written anew.
    static let repairPause = Duration.seconds(1)
    /// The most principals that are refused because their epoch could not be read: more damage than that is another disk.
    static let doubtedPrincipals = 10_000
    /// The most events that are dropped from the feed at once: what keeps others waiting.
    static let trimmedEvents = 512
    /// How often a sweep does so: more events than come between two sweeps.
    static let trimmedParts = 40
    /// After how many bytes of the log the clock is looked at, to tell the progress of a long start.
    static let progressBytes = 4 << 20
    /// How often the progress of a long start is told.
    static let progressPause = Duration.seconds(1)
    /// The most entries of the folder that are looked at: far more than any history of crashes leaves behind.
    static let directoryEntries = 10_000
    /// The first number that the name of a segment does not have: sums with it cannot overflow.
    static let segmentNumber: UInt64 = 1 << 62
    /// From this number on no store is opened: more segments than any disk will ever see.
    static let strayNumber: UInt64 = 1 << 61
    /// How far below that the name of an unreadable file must lie to count, so that no stray one uses up the numbers.
    static let numberReserve: UInt64 = 1 << 60
    /// The most bytes of a process id in the lock file.
    static let lockBytes = 32
}
