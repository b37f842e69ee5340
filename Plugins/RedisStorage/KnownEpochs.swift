import SessionCore

/// All epochs of a namespace as this process last read them, and the generation of which that is true.
///
/// Every load reads the generation in the same command as the session. While it is the one known here, no epoch has risen
/// since, and what is known is exact; otherwise nothing here counts.
struct KnownEpochs {
    /// The generation as the server has it, byte for byte; nothing before the first reading.
    private(set) var generation: [UInt8] = []
    /// Whether the epochs are all of that generation: not where there are too many, or some were lost.
    private(set) var areComplete = false
    private(set) var epochs: [Principal: Timestamp] = [:]
    /// Whether a reader is under way; the others ask the server for the one epoch they need meanwhile.
    var isReading = false

    /// Whether an owner's epoch has ended a session, or nothing when that has to be asked.
    func hasEnded(_ record: SessionRecord, generation: [UInt8]) -> Bool? {
        guard areComplete, generation == self.generation else { return nil }
        guard let epoch = epochs[record.owner] else { return false }
        return record.authenticatedAt <= epoch
    }

    /// The number of the generation from which to read on, or nothing to read everything.
    var known: [UInt8] {
        areComplete ? Array(generation.prefix { $0 != UInt8(ascii: " ") }) : []
    }

    /// Takes what was read; a change counts only on top of the generation it was asked for.
    mutating func take(
        _ read: [Principal: Timestamp], whole: Bool, after known: [UInt8], generation: [UInt8], limit: Int
    ) {
        if whole {
            epochs = read
        } else {
            guard known == self.known else { return }
            epochs.merge(read) { $1 }
        }
        self.generation = generation
        areComplete = epochs.count <= limit
        if !areComplete { epochs = [:] }
    }

    /// Notes that the epochs of a generation cannot be known.
    mutating func giveUp(_ generation: [UInt8]) {
        self = KnownEpochs()
        self.generation = generation
    }

    /// Whether it is known that the epochs of this generation cannot be known.
    func isHopeless(_ generation: [UInt8]) -> Bool {
        !areComplete && !self.generation.isEmpty && generation == self.generation
    }
}
