import SessionCore

/// The bounds of the file store, each with its reason.
enum Limits {
    /// The most bytes the body of a frame may have: the largest payload and everything else a record holds.
    static let frameBytes = SessionCore.Limits.storedPayloadBytes + 4_096
    /// The most bytes that wait for the log before further writes are refused as `unavailable`: sixteen large payloads.
    static let pendingBytes = 16 * SessionCore.Limits.payloadBytes
    /// The most bytes that tell which session or principal a change is about: a kind, and a principal with its length.
    static let clueBytes = 1 + 2 + SessionCore.Limits.principalBytes
    /// How many bytes of the log are read at a time; more than one frame.
    static let readBytes = 4 << 20
    /// Below this size of all segments the log is not compacted: rewriting it would save nothing worth the work.
    static let compactionBytes = 4 << 20
    /// How many records a compaction copies at a time while others wait.
    static let compactionRecords = 256
    /// How many bytes a compaction gathers before it writes them.
    static let compactionBufferBytes = 1 << 20
    /// How many bytes a compaction writes before it waits for the disk to have them.
    static let compactionUnsynchronizedBytes = 8 << 20
    /// How long bytes may lie in memory at durability `none`.
    static let flushPause = Duration.milliseconds(100)
    /// The longest that a write waits for others to share its sync; a quarter of the last sync where that is less.
    static let gatheringPause = Duration.milliseconds(2)
    /// How long to leave a failing disk alone before the log is written anew.
    static let repairPause = Duration.seconds(1)
    /// How often the progress of a long start is logged.
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
