/// The bounds of the bench, each with its reason.
package enum Limits {
    /// The most sessions of one run: their bookkeeping here takes about 250 bytes each.
    package static let sessions = 10_000_000
    /// The fewest bytes of a payload: its number, its version and what proves them.
    package static let payloadBytes = 32
    /// The most callers at once: each has a histogram of about 200 KiB.
    package static let concurrency = 1_024
    /// The most repetitions of a measurement.
    package static let runs = 100
    /// The longest a single measurement may last, in seconds.
    package static let seconds = 3_600.0
    /// The most sessions that one measurement of `create` makes, and that `revoke` has to end: what a store holds beside
    /// the sessions that stay.
    static let stock = 100_000
    /// The lowest and the highest rate of an open loop, in calls a second: less is none, more no timer keeps apart.
    package static let rates = 0.1...1_000_000
    /// How many sessions `revoke-all` ends in a call, or all that stay in the store if those are fewer.
    package static let sessionsEndedAtOnce = 1_000
    /// The fewest calls of a measurement of `revoke-all`.
    static let revocations = 10
    /// The most sessions that are read and checked after a restart.
    static let sessionsRecovered = 100_000
    /// How many sessions one principal has: what one list answers.
    static let sessionsPerPrincipal = 10
    /// The longest latency a histogram tells apart, in nanoseconds; a longer one counts as this.
    static let latency: UInt64 = 60_000_000_000
    /// After how many calls a caller lets others have its thread: a store in memory never suspends.
    static let callsPerTurn = 256
    /// The longest a caller sleeps before it looks whether the run has been ended, in nanoseconds.
    static let nap: UInt64 = 100_000_000
    /// How many callers fill a store and look through it afterwards.
    static let fillers = 64
    /// How many threads a floor of grouped commits has, as many as callers of the widest measurement of the issue.
    static let groupedWriters = 64
    /// How long one floor runs, in seconds.
    static let floorSeconds = 1.0
    /// The most bytes of a program's answer that are read.
    static let programBytes = 1 << 20
    /// How long a program may run, in seconds: a server that goes away must not keep the bench for ever.
    static let programSeconds = 60
    /// The most entries of a folder that are added up for its size.
    static let folderEntries = 100_000
}
