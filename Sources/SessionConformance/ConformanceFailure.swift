/// A promise that a backend or a strategy broke: which one, doing what, what it should have answered and what it did.
public struct ConformanceFailure: Error, Sendable, CustomStringConvertible {
    /// The promise.
    public let promise: ConformancePromise
    /// The case that found out.
    public let check: String
    /// What was asked.
    public let what: String
    /// What the promise allows.
    public let expected: String
    /// What came back.
    public let got: String
    /// The seed of the case, to run it again in the same order; 0 where chance has no part in it.
    public let seed: UInt64

    /// All of it in one line.
    public var description: String {
        "\(promise) (\(check)): \(what): expected \(expected), got \(got)" + (seed == 0 ? "" : " [seed \(seed)]")
    }
}
