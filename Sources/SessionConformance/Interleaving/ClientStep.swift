/// What one client of an interleaving does next, in small numbers: which session, which owner, when.
struct ClientStep: Sendable, Hashable {
    /// The verb.
    enum Verb: Sendable, Hashable, CaseIterable {
        case create, load, commit, touch, rotate, revoke, list, revokeAll, sweep
    }

    var verb: Verb
    /// Which key of the history.
    var key: Int
    /// Where a rotation goes, and what a revocation of all excepts.
    var otherKey: Int
    /// Whose list, and who owns what is created or rotated.
    var owner: Int
    /// The instant of the call, in ticks after the start.
    var tick: Int
    /// How many ticks later a deadline or a grace ends.
    var ticks: Int
    /// What a commit writes: each step of a history another.
    var payload: UInt8
    /// Whether it goes by what its client saw last, or expects the first version.
    var isInformed: Bool
}
