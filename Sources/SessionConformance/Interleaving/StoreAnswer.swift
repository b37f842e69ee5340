import SessionCore

/// What a store answered to a call.
enum StoreAnswer: Sendable, Hashable {
    case create(CreateOutcome)
    case load(LoadOutcome)
    case commit(CommitOutcome)
    case touch(TouchOutcome)
    case rotate(RotateOutcome)
    case revoke(RevokeOutcome)
    case list([SessionRecord])
    case count(Int)
    /// A sweep says how many; which ones is the store's affair.
    case nothing
    /// The store does not know whether the call was done.
    case unknown
}
