/// How far a run has come.
package struct BenchProgress: Sendable {
    /// The part that is done, 0 to 1, by the time it was expected to take.
    package var fraction: Double
    /// What is being done, in a few words.
    package var what: String

    /// Tells how far a run has come.
    package init(fraction: Double, what: String) {
        self.fraction = fraction
        self.what = what
    }
}
