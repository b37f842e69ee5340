/// A step of a migration.
package enum MigrationAction: Sendable, Hashable {
    /// Begins to copy into the store of a configuration, the name of a file beside the server's own.
    case start(to: String)
    /// Makes the other store the one that answers.
    case cutOver
    /// Makes the first store the one that answers again; even when it lacks something, if that is accepted.
    case rollBack(acceptingLoss: Bool)
    /// Leaves the first store alone for good.
    case finish
    /// Gives up before the cut-over.
    case stop
}
