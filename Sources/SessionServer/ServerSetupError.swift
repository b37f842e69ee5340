/// Why a server cannot be put together: a person has to put something right first.
package struct ServerSetupError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
