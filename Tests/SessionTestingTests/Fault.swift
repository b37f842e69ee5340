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
    case commitUndoesARevocation
    case rotatesInTwoSteps
    case sweepsWhatWasTouched
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
    case looksForRoomFirst
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
    case forgetsThePayloadOfARotation
    case exportsOnlyTheLive
    case exportsByPosition
    case looksUpOnlyTheLive
    case exportsPagesOfAnySize
    case restoresHalf
    case restoresAnyNumber
    case restoresWithoutDeadlines
    case restoresAloud
    case restoresOverEnds
    case restoresOneHandleTwice
    case forgetsRotationsInTheFeed
    case endsTwiceInTheFeed
    case sweepsWithoutAWord
    case takesEventsAway
    case forgetsEventsOnClosing
    case missesWithoutAWord
    case dropsYoungEvents
    case grantsToAll
    case countsTheEndOfALeaseIn
    case reusesTokens
    case forgetsTokensOnClosing
    case renewsForAnybody
    case renewalSetsTheEnd
    case refusesTheHolderItself
    case leasesAcrossNamespaces
    case leavesACanary
    case healthyWhenClosed

    /// The promise it breaks.
    var promise: ConformancePromise {
        switch self {
        case .dropsTrailingZeros: .storage(1)
        case .overwritesOnCreate, .forgetsHandlesInUse: .storage(2)
        case .createsOnLoad: .storage(3)
        case .forgetsToRaiseTheVersion: .storage(4)
        case .ignoresVersions, .looksThenWrites: .storage(5)
        case .createsOnCommit: .storage(6)
        case .bringsRevokedBackOnCommit, .leavesNoTombstone, .commitUndoesARevocation: .storage(7)
        case .replacesTheReason, .remembersUnknownRevocations: .storage(8)
        case .countsTheDeadlineIn, .roundsDeadlinesToSeconds: .storage(9)
        case .touchSetsTheDeadline, .touchPassesTheAbsoluteDeadline: .storage(10)
        case .commitDropsTheDeadline: .storage(11)
        case .keepsBothKeys, .extendsAtRotation, .forgetsThePayloadOfARotation, .rotatesInTwoSteps: .storage(12)
        case .ignoresGrace, .graceWithoutEnd, .graceThatWrites: .storage(13)
        case .spareTheSessionBehindAGrace: .storage(14)
        case .rotatesOntoOthers, .looksForRoomFirst: .storage(15)
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
        case .sweepsEarly, .sweepsWhatWasTouched: .sweep(1)
        case .sweepsWithoutTombstone: .sweep(2)
        case .sweepsWithoutLimit: .sweep(3)
        case .looksAtEverythingToSweep: .sweep(4)
        case .forgetsEpochsOnClosing: .closing(1)
        case .answersWhenClosed: .closing(2)
        case .exportsOnlyTheLive, .exportsByPosition: .export(1)
        case .looksUpOnlyTheLive: .export(5)
        case .restoresHalf, .restoresAnyNumber, .restoresWithoutDeadlines, .restoresAloud: .export(2)
        case .restoresOverEnds: .export(3)
        case .restoresOneHandleTwice: .export(4)
        case .exportsPagesOfAnySize: .export(6)
        case .forgetsRotationsInTheFeed, .endsTwiceInTheFeed: .feed(1)
        case .sweepsWithoutAWord: .feed(2)
        case .takesEventsAway, .forgetsEventsOnClosing: .feed(3)
        case .missesWithoutAWord, .dropsYoungEvents: .feed(4)
        case .grantsToAll, .countsTheEndOfALeaseIn: .lease(1)
        case .reusesTokens, .forgetsTokensOnClosing: .lease(2)
        case .renewsForAnybody, .renewalSetsTheEnd: .lease(3)
        case .refusesTheHolderItself: .lease(4)
        case .leasesAcrossNamespaces: .lease(5)
        case .leavesACanary: .health(1)
        case .healthyWhenClosed: .health(2)
        }
    }

    /// Faults that only calls at the same time can show: between a look and a write something else comes.
    static let ofInterleaving: [Fault] = [
        .looksThenWrites, .commitUndoesARevocation, .rotatesInTwoSteps, .sweepsWhatWasTouched,
    ]

    /// Whether calls one after another to one open store, with payloads of a few bytes, can show it.
    var showsInAnswers: Bool {
        switch self {
        case .acceptsAnySize, .sharesNamespaces, .throwsAfterWriting, .looksThenWrites, .looksAtEverythingToSweep,
            .sweepsWithoutLimit, .forgetsEpochsOnClosing, .answersWhenClosed, .touchPassesTheAbsoluteDeadline,
            .pagesByPosition, .commitUndoesARevocation, .rotatesInTwoSteps, .sweepsWhatWasTouched:
            false
        default: !["Exportable", "ChangeFeed", "LeaseKeeper", "HealthCheckable"].contains(promise.contract)
        }
    }
}
