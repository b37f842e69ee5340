/// The bounds of the session layer, each with its reason.
public enum Limits {
    /// The most bytes a payload may have: a session is a record, not a file.
    public static let payloadBytes = 1 << 20
    /// The most bytes that a wrapper around a store may add to a payload: the envelope of an encrypted one.
    public static let envelopeBytes = 256
    /// The most bytes a store takes as a payload: a caller's, in its envelope.
    public static let storedPayloadBytes = payloadBytes + envelopeBytes
    /// The most bytes a principal may have: room for an issuer's address and a subject.
    public static let principalBytes = 512
    /// The most bytes a handle may have: it is part of addresses that people read.
    public static let handleBytes = 64
    /// The most bytes the name of a kind or a namespace may have: it is part of every key of some backends.
    public static let nameBytes = 64
    /// The most records in one page of a list: what one answer may cost a store.
    public static let pageRecords = 500
    /// The most bytes of payloads in one page of an export, unless its only entry has more: what a reader holds at once.
    public static let pageBytes = 8 << 20
    /// The most records one sweep ends: how long it may keep others waiting.
    public static let sweepRecords = 1_000
    /// The most records that a store in memory ends under one hold of its lock: how long a load waits for a sweep.
    public static let sweepPart = 64
    /// How often a commit is retried by version before its caller is told of the conflict.
    public static let commitAttempts = 64
    /// How often a write is tried whose end the store did not see: a server that restarts answers the second time.
    public static let unknownAttempts = 3
    /// How often a token is drawn again when a store says it exists already: a sound source repeats itself never.
    public static let tokenAttempts = 8
    /// The most attachments of one session: what one list of windows may hold.
    public static let attachmentsPerSession = 4_096
    /// The most observers of session events.
    public static let observers = 64
    /// How long a tombstone is kept when the absolute deadline is further off than this, or never.
    public static let tombstoneRetention = Duration.seconds(30 * 86_400)
    /// The most characters of a credential that a strategy looks at: a workspace token has 64, a large JWT 8 000.
    public static let credentialBytes = 16_384
    /// The most digits of a workspace token that its holder made: twice what SHA-512 has.
    public static let clientTokenBytes = 256
    /// The different digits that such a token has at least: one in 10¹⁹ random ones has fewer.
    static let clientTokenDigits = 8
    /// The replaced secrets of one session by which a theft is known; those replaced longest ago are refused only.
    public static let rotationTraces = 32
    /// The most rotations in a row that an old key within its grace is followed through: what one load may cost.
    public static let graceSteps = 16
    /// How long a store keeps the events of its feed: a reader may be away for a day.
    public static let feedRetention = Duration.seconds(86_400)
    /// The most events a feed keeps: about 200 MB where each names the longest principal.
    public static let feedEvents = 250_000
    /// The longest a lease may last: who holds one is asked to show life at least once a day.
    public static let leaseDuration = Duration.seconds(86_400)
    /// The most keys that open payloads: a change of keys has two, an interrupted one three.
    public static let encryptionKeys = 32
    /// The most bytes a list of keys may have: comments included, it is written by hand.
    public static let encryptionKeysBytes = 16_384
    /// How many payloads one key may seal under random nonces of 96 bits: the bound of NIST SP 800-38D, 8.3.
    public static let sealsPerKey: UInt64 = 1 << 32
    /// The longest that a server may answer from what it saw: an end that was made elsewhere shows after it at the latest.
    public static let staleness = Duration.seconds(300)
    /// The most sessions and pages of lists that are remembered for when the store is down.
    public static let staleEntries = 10_000
    /// The most bytes of payloads that are remembered for it.
    public static let staleBytes = 32 << 20
    /// The records in the first page of a walk through a store, until it is known how large they are.
    static let firstPageRecords = 16
    /// The bytes of payloads that a page of such a walk is kept to: several pages are in memory at a time.
    package static let copyPageBytes = 8 << 20
    /// How many pages are written at a time: one is written while the next is read and others wait to share its sync.
    static let copyPages = 4
    /// The most bytes of payloads that are restored in one call: a few such wait beside each other within the queue of
    /// every backend.
    static let copyBatchBytes = 2 << 20
    /// The most entries that are restored in one call: it keeps other callers of the store waiting.
    static let copyBatchRecords = 125
    /// How often a copy tries one call on a store that cannot be reached.
    static let copyAttempts = 8
    /// How long it waits after the first of them; after each further one that much longer, so half a minute in all.
    static let copyPause = Duration.seconds(1)
    /// How many sessions of a page a store is asked for at a time.
    static let copyQuestions = 64
    /// The most sessions and epochs that a migration remembers to be missing in the second store; with more it begins anew.
    package static let divergences = 10_000
    /// The most of them that are made good while callers are held: what a cut-over may cost them.
    static let divergencesAtSwap = 500
    /// The most callers that are held while a cut-over waits for those under way; more are told to try later.
    static let heldCalls = 10_000
    /// How long a cut-over waits for the calls under way, before it is given up and the callers go on.
    static let swapPatience = Duration.seconds(5)
    /// How long the second store of a migration is left alone after it failed: its callers wait for it no more often.
    static let mirrorRest = Duration.seconds(1)
    /// How long a write whose outcome is not known may still be carried out: longer than any store's deadline.
    static let unknownSettles = Duration.seconds(30)
    /// The most bytes of payloads that a migration writes in one step, unless one payload is larger.
    static let migrationStepBytes = 4 << 20
    /// How many looks at both stores make a difference in what they answer or hold.
    static let shadowLooks = 3
    /// The most elements in one run of a sorted list: an insertion moves at the most as many.
    static let sortedRun = 512
    /// The elements in one part of a long queue: as many are let go of at once.
    static let queuePart = 512
    /// The parts of a large dictionary, as a power of two.
    static let segmentBits = 10
    /// The parts of a large dictionary: with a million sessions a thousand are moved at once.
    public static let segments = 1 << segmentBits
}
