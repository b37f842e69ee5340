/// What the verification of tokens of one algorithm costs, in microseconds each; of all runs the one in the middle.
package struct TokenFigure: Sendable, Codable {
    /// A way of looking at a token.
    package enum Way: String, Sendable, Codable, CaseIterable {
        /// The signature alone, already decoded: the floor.
        case bare
        /// A token that was never seen.
        case cold
        /// One that was verified before.
        case cached
    }

    /// The `alg` of the tokens.
    package var algorithm: String
    /// What was done with them.
    package var way: Way
    /// How many in each run.
    package var tokens: Int
    /// The mean of each run, in microseconds.
    package var runs: [Double]
    /// The mean of the run in the middle.
    package var median: Double
    /// What half did not exceed in any run.
    package var p50: Double
    /// The same of 99 in a hundred.
    package var p99: Double
    /// The `p50` divided by that of the bare check.
    package var ofTheFloor: Double?
}
