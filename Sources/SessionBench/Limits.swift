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
    /// The most windows of a measurement of terminals: as many as one terminal takes.
    package static let windows = 1_000
    /// The most keys typed in a second: more is no person, and no timer keeps them apart.
    package static let keysPerSecond = 1_000
    /// How long a server, a window or a program may take to do what a measurement waits for, in seconds.
    static let terminalPatience = 60.0
    /// Bytes read from a window's socket at once: a few frames of a flood.
    static let windowReadBytes = 256 << 10
    /// Bytes of one message that is no output: a workspace document.
    static let windowMessageBytes = 1 << 20
    /// Output after which a window says that it has parsed it, as `docs/window-protocol.md` asks.
    static let acknowledgedBytes: UInt64 = 64 << 10
    /// Bytes that a flood writes at once, and one that answers keys between: how long a key waits is part of its figure.
    static let floodChunkBytes = 64 << 10
    static let echoChunkBytes = 4 << 10
    /// Lines printed before windows join a terminal with a history.
    static let historyLines = 10_000
    /// How long a workload runs before it counts, in seconds.
    static let terminalWarmUp = 0.5
    /// Every so many-th window stops reading where some do.
    static let stoppedEach = 10
    /// How long a server may take to end when it is asked, in seconds.
    static let serverEndSeconds = 10.0
    /// The most tokens of one run: the strategy remembers so many, and all six algorithms have theirs.
    package static let tokens = 1_500
    /// Output after which windows that stopped are given up for certain: twice what a server's log keeps.
    static let bytesPastStopped: UInt64 = 8 << 20
}
