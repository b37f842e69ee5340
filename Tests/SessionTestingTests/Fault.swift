import SessionTesting

/// One way in which a store can break a promise, as stores do.
enum Fault: String, Sendable, CaseIterable {
    case dropsTrailingZeros
    case overwritesOnCreate
    case forgetsHandlesInUse
    case createsOnLoad
    case forgetsToRaiseTheVersion
    case ignoresVersions
    case looksThenWrites
    case createsOnCommit
    case bringsRevokedBackOnCommit
    case leavesNoTombstone
    case replacesTheReason
    case remembersUnknownRevocations
    case countsTheDeadlineIn
    case roundsDeadlinesToSeconds
    case touchSetsTheDeadline
    case touchPassesTheAbsoluteDeadline
    case commitDropsTheDeadline
    case keepsBothKeys
    case extendsAtRotation
    case ignoresGrace
    case graceWithoutEnd
    case graceThatWrites
    case spareTheSessionBehindAGrace
    case rotatesOntoOthers
    case acceptsAnySize
    case sharesNamespaces
    case throwsAfterWriting
    case listsNothingNew
    case keepsTheOldOwner
    case pagesByPosition
    case listsTheExpired
    case leavesTheEpoch
    case endsTheExceptedToo
    case ignoresEpochs
    case takesTheEpochAsLive
    case lowersEpochs
    case sweepsEarly
    case sweepsWithoutTombstone
    case sweepsWithoutLimit
    case looksAtEverythingToSweep
    case forgetsEpochsOnClosing
    case answersWhenClosed

    /// The promise it breaks.
    var promise: ConformancePromise {
        switch self {
        case .dropsTrailingZeros: .storage(1)
        case .overwritesOnCreate, .forgetsHandlesInUse: .storage(2)
        case .createsOnLoad: .storage(3)
        case .forgetsToRaiseTheVersion: .storage(4)
        case .ignoresVersions, .looksThenWrites: .storage(5)
        case .createsOnCommit: .storage(6)
        case .bringsRevokedBackOnCommit, .leavesNoTombstone: .storage(7)
        case .replacesTheReason, .remembersUnknownRevocations: .storage(8)
        case .countsTheDeadlineIn, .roundsDeadlinesToSeconds: .storage(9)
        case .touchSetsTheDeadline, .touchPassesTheAbsoluteDeadline: .storage(10)
        case .commitDropsTheDeadline: .storage(11)
        case .keepsBothKeys, .extendsAtRotation: .storage(12)
        case .ignoresGrace, .graceWithoutEnd, .graceThatWrites: .storage(13)
        case .spareTheSessionBehindAGrace: .storage(14)
        case .rotatesOntoOthers: .storage(15)
        case .acceptsAnySize: .storage(16)
        case .sharesNamespaces: .storage(17)
        case .throwsAfterWriting: .storage(18)
        case .listsNothingNew: .index(1)
        case .keepsTheOldOwner: .index(2)
        case .pagesByPosition: .index(3)
        case .listsTheExpired: .index(4)
        case .leavesTheEpoch, .endsTheExceptedToo: .index(5)
        case .ignoresEpochs, .takesTheEpochAsLive: .index(6)
        case .lowersEpochs: .index(7)
        case .sweepsEarly: .sweep(1)
        case .sweepsWithoutTombstone: .sweep(2)
        case .sweepsWithoutLimit: .sweep(3)
        case .looksAtEverythingToSweep: .sweep(4)
        case .forgetsEpochsOnClosing: .closing(1)
        case .answersWhenClosed: .closing(2)
        }
    }

    /// Whether calls one after another to one open store, with payloads of a few bytes, can show it.
    var showsInAnswers: Bool {
        switch self {
        case .acceptsAnySize, .sharesNamespaces, .throwsAfterWriting, .looksThenWrites, .looksAtEverythingToSweep,
            .sweepsWithoutLimit, .forgetsEpochsOnClosing, .answersWhenClosed, .touchPassesTheAbsoluteDeadline,
            .pagesByPosition:
            false
        default: true
        }
    }
}
