/// What a pair of stores says of itself.
package struct MigrationStatus: Sendable, Hashable {
    /// What was counted since the second store came.
    package struct Counts: Sendable, Hashable {
        /// Entries that the copier wrote.
        package var copied = 0
        /// Entries that were found to be alike in both.
        package var compared = 0
        /// Writes that went to both.
        package var mirrored = 0
        /// Loads that were asked of both.
        package var shadowed = 0
        /// Loads that both answered differently, with no write under way.
        package var differed = 0
        /// How often the copier had to begin anew, for more was missing than is remembered.
        package var restarts = 0
    }

    /// Whether there is a second store.
    package var isMirroring: Bool
    /// Whether the second store holds everything but what is listed.
    package var isComplete: Bool
    /// How many sessions and epochs are listed as missing.
    package var divergences: Int
    /// What the copier does, or nothing while it does nothing.
    package var progress: MigrationProgress?
    /// What was counted.
    package var counts: Counts
    /// What the second store failed with last, in words; nothing once it works.
    package var problem: String?
}
