/// Why a run does not count: a store answered what it must not, or could not answer.
package struct BenchFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened, where, and what was expected.
    package let description: String

    /// Makes a failure from a sentence.
    package init(_ description: String) {
        self.description = description
    }
}
