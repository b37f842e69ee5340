import SessionCore

/// A principal that has an epoch, in the order in which epochs are walked through: by bytes, as principals are told apart.
struct EpochOwner: Sendable, Comparable {
    let principal: Principal

    static func < (lhs: EpochOwner, rhs: EpochOwner) -> Bool {
        lhs.principal.text.utf8.lexicographicallyPrecedes(rhs.principal.text.utf8)
    }
}
