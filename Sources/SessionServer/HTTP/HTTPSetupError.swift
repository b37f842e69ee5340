/// Why the HTTP door cannot be made: a person has to put something right first.
package struct HTTPSetupError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
