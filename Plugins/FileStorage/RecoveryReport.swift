/// What opening a store found in its folder.
public struct RecoveryReport: Sendable, Hashable {
    /// How many sessions were read, tombstones not counted.
    public var sessions = 0
    /// How many tombstones were read.
    public var tombstones = 0
    /// How many bytes were cut from the end of the log: a write that was under way when the process or the power went.
    public var tornBytes = 0
    /// How many places within the log could not be read.
    public var damagedPlaces = 0
    /// How many bytes of the log could not be read, the torn end not counted.
    public var damagedBytes = 0
    /// How many sessions were ended because the last thing said of them could not be read: it may have been their end.
    public var endedSessions = 0
    /// For how many principals everything so far is refused, because the epoch that ended it could not be read.
    public var refusedPrincipals = 0
    /// At how many damaged places nothing tells what was there: no session and no principal is legible.
    public var silentPlaces = 0
    /// How many segments could not be read at all.
    public var lostSegments = 0
    /// The files that were set aside in `quarantine/`, by the names they have there.
    public var quarantined: [String] = []
    /// How many entries of the folder were passed over because their names are no text.
    public var skippedNames = 0
    /// How many unfinished files of an earlier process were removed.
    public var removedFiles = 0

    /// Makes a report of an empty, undamaged folder.
    public init() {}

    /// Whether everything that was written could be read.
    public var isClean: Bool {
        damagedPlaces == 0 && quarantined.isEmpty
    }

    /// Whether an epoch may be lost of which nobody can say whose it was: whoever was refused by it may come back.
    public var mayHaveLostEpochs: Bool {
        silentPlaces > 0 || lostSegments > 0
    }
}
