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
