/// When a sweep looks whether an epoch is still needed, and whose it is.
struct DueEpoch: Sendable, Comparable {
    let deadline: Timestamp
    let principal: Principal

    static func < (lhs: DueEpoch, rhs: DueEpoch) -> Bool {
        // By bytes, as principals are told apart.
        lhs.deadline == rhs.deadline
            ? lhs.principal.text.utf8.lexicographicallyPrecedes(rhs.principal.text.utf8) : lhs.deadline < rhs.deadline
    }
}
