import SessionCore

extension Limits {
    /// How much longer than it has to a key stays, so that a touch prolongs it once a day and not every time.
    static let expirySlack = Duration.seconds(86_400)
    /// How long a key stays whose deadline never comes: a hundred years, since every key has an end.
    static let farOff = Duration.seconds(100 * 365 * 86_400)
    /// How many entries one step of a sweep looks at: others wait a millisecond or two, not longer.
    static let sweepBatch = 100
    /// How many entries of a list one step looks at, for the same reason.
    static let listScan = 1_000
    /// How many entries of a principal's list one step of ending all its sessions looks at, for the same reason.
    static let revokeBatch = 100
    /// How long a revocation of all sessions that broke off is remembered, so that a retry counts what it left.
    static let unfinishedRevocation = Duration.seconds(3_600)
    /// The most sessions that are begun while all others of their principal are ended and are known to be new by name:
    /// beyond, those count as new that were authenticated after the epoch.
    static let sparedHandles = 10_000
    /// How many events are dropped from the feed at a time.
    static let feedBatch = 100
    /// After how many bytes of records one step of a list or an export stops: far below the largest reply.
    static let stepBytes = 8 << 20
    /// The most bytes of entries that one restore takes: what one script may make a server hold twice.
    static let restoreBytes = 64 << 20
    /// The most epochs that a process knows by heart; where there are more, each load asks for the one it needs.
    static let knownEpochs = 10_000
    /// How long what a health check wrote stays if the check cannot remove it.
    static let canaryMilliseconds: Int64 = 60_000
}
