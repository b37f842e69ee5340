/// How far the second store of a migration has been filled.
package struct MigrationProgress: Sendable, Hashable {
    /// What is being done.
    package enum Step: String, Sendable, Hashable, CaseIterable {
        /// Looking for sessions in the second store that the first does not know.
        case checking
        /// Copying tombstones and epochs.
        case ended
        /// Copying sessions.
        case live
        /// Comparing what both hold.
        case comparing
    }

    /// What is being done.
    package var step: Step
    /// How many entries this step has looked at.
    package var read = 0
    /// How many there were on the walk before, or nothing on the first.
    package var total: Int?
    /// When this step began.
    package var began: Timestamp
}
