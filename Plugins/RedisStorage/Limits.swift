import NIOCore
import SessionCore

/// The bounds of the Redis store, each with its reason.
enum Limits {
    /// The most connections of one client: more only make the batches smaller, and a server has a limit of its own.
    static let connections = 16
    /// The most calls of one connection without an answer: what one lost connection may leave unknown.
    static let outstandingCalls = 4_096
    /// The most bytes of commands that wait for one connection; a first command is always taken: sixteen large payloads.
    static let pendingBytes = 16 * SessionCore.Limits.storedPayloadBytes
    /// The most bytes of a buffer that is kept for the next batch: what a batch of ordinary sessions fills.
    static let sparedBufferBytes = 1 << 20
    /// How many bytes are read from a socket at a time: a batch of ordinary sessions in one system call.
    static let readBytes = 256 << 10
    /// The most bytes of one reply: a page of records, each with a large payload, is read in several steps.
    static let replyBytes = 64 * SessionCore.Limits.storedPayloadBytes
    /// The most elements of one reply, at all depths: a page of records with all their fields, many times over.
    static let replyElements = 1 << 17
    /// The most bytes of what a peer says in words, an error or a status, that are kept.
    static let statusBytes = 1_024
    /// How many failures in a row open the breaker: one may be an accident, three are a state.
    static let failuresToOpen = 3
    /// The most attempts to connect that one client makes in a second, all its connections together.
    static let attemptsPerSecond = 20
    /// The wait before the first attempt to connect again; each further one is twice as long.
    static let shortestBackoff = TimeAmount.milliseconds(25)
    /// The longest wait between two attempts: a server that is back is found in less than a second.
    static let longestBackoff = TimeAmount.milliseconds(500)
    /// How long a connection must last for its loss to be a first one again.
    static let steadyTime = TimeAmount.seconds(1)
    /// How long a connection waits for another one's probe while the breaker is open.
    static let probePause = TimeAmount.milliseconds(50)
    /// The bounds of the setting `timeout`, in milliseconds: below, an ordinary pause looks like a lost server; above, a
    /// caller has long gone.
    static let timeoutMilliseconds: ClosedRange<Int64> = 10...60_000
    /// The most replicas that a write can be made to wait for: a server seldom has more than a few.
    static let waitReplicas = 16
    /// The shortest setting `wait-timeout`, in milliseconds; the longest is below `timeout`, which a call ends with.
    static let shortestWait: Int64 = 10
    /// How long making a connection may take at the least, however short `timeout` is: TLS takes several round trips.
    static let shortestGreeting = TimeAmount.seconds(1)
    /// How long a TLS connection that is being closed waits for the server's farewell: a server that hangs gives none.
    static let longestFarewell = TimeAmount.seconds(1)
    /// The most bytes of a password file: no password is longer than an access control list takes.
    static let passwordBytes = 4_096
    /// The highest database number that is taken; a server has sixteen unless told otherwise.
    static let databaseNumber = 65_535
    /// The most bytes of an address in the setting `url`.
    static let urlBytes = 4_096

    // What lies in the server.

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
    /// After how many bytes of records one step of a list stops: far below the largest reply.
    static let stepBytes = 8 << 20
    /// The most bytes of entries that one restore takes: what one script may make a server hold twice.
    static let restoreBytes = 64 << 20
    /// The most sessions that one command looks up: with the largest payloads 32 MB in one answer.
    static let lookupKeys = 32
    /// The most epochs that a process knows by heart; where there are more, each load asks for the one it needs.
    static let knownEpochs = 10_000
    /// How long what a health check wrote stays if the check cannot remove it.
    static let canaryMilliseconds: Int64 = 60_000
}
