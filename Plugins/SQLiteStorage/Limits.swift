import SessionCore

/// The bounds of the SQLite store, each with its reason.
enum Limits {
    /// The most bytes of a payload that lie in the session's own row: with them a row needs no overflow page, so a touch
    /// writes one page whatever the payload is.
    static let inlineBytes = 3_072
    /// The most writes that wait for the writer before further ones are refused as `unavailable`.
    static let queuedWrites = 4_096
    /// The most bytes of payload that wait for the writer: sixteen large payloads.
    static let queuedBytes = 16 * SessionCore.Limits.storedPayloadBytes
    /// The most bytes of payload in one call that restores: a page of large payloads.
    static let restoredBytes = SessionCore.Limits.pageRecords * SessionCore.Limits.storedPayloadBytes
    /// The most writes in one transaction: what the first of them may wait for the last.
    static let groupWrites = 256
    /// The longest that a synced write waits for the callers of the one before, to share its sync.
    static let gatheringPause = Duration.microseconds(200)
    /// How long a process that writes without a pause goes on until it leaves the file to others for a ``breath``.
    static let breathEvery = Duration.milliseconds(100)
    /// How long that is: several looks of whoever waits, and a fiftieth of the time.
    static let breath = Duration.milliseconds(2)
    /// How often a process looks whether another still writes, in microseconds.
    static let turnMicroseconds: UInt32 = 500
    /// The pages in the write-ahead log from which on it is copied into the file beside the writes: 16 MiB.
    static let checkpointPages = 4_096
    /// The pages in the write-ahead log from which on writes wait until it was copied: 64 MiB.
    static let logPages = 16_384
    /// The size that the write-ahead log is cut to when it begins anew, in bytes: as it is with ``logPages``.
    static let logBytes = 64 << 20
    /// How many connections read at one time: more than a machine for sessions has cores to read with.
    static let readers = 16
    /// The most reads that wait for another process before further ones are refused as `unavailable`: as many as writes.
    static let waitingReads = 4_096
    /// The memory of the connection that writes, for pages: 16 MiB, in KiB.
    static let writerCacheKiB = 16_384
    /// The memory of each connection that reads, for pages: 4 MiB, in KiB.
    static let readerCacheKiB = 4_096
    /// The longest that a call may be told to wait for another process, in milliseconds.
    static let busyMilliseconds = 60_000
    /// How many rows a sweep files anew, because they were touched, before others get their turn.
    static let refiledRows = 2_048
    /// How many events may be appended before those over the limit are removed, as a power of two.
    static let feedSlack: UInt64 = 1_024
    /// The longest that a look at the health of the store may take before what it wrote counts as left over, in
    /// milliseconds: an hour, far over the longest wait for another process.
    static let canaryMilliseconds: Int64 = 3_600_000
    /// The bits of an event's row that number it within its namespace.
    static let positionBits: Int64 = 40
    /// The most namespaces of a file: what is left of the row's bits.
    static let namespaces: Int64 = 1 << 22
    /// The least bytes of a database: its header.
    static let headerBytes = 100
}
