/// Why a step of a migration was not taken: nothing changed.
package struct MigrationRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// What stands in the way, and what to do about it.
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
