/// What `mooring bench jwt` measures and how often.
package struct TokenPlan: Sendable, Codable {
    /// Tokens that are verified for the first time in each run.
    package var tokens: Int
    /// How often each algorithm is measured.
    package var runs: Int

    /// Makes a plan.
    package init(tokens: Int = 300, runs: Int = 5) {
        self.tokens = tokens
        self.runs = runs
    }

    /// What is wrong with the plan, or nothing.
    package var problem: String? {
        if !(1...Limits.tokens).contains(tokens) { return "tokens: \(tokens) is not in 1 … \(Limits.tokens)" }
        if !(1...Limits.runs).contains(runs) { return "runs: \(runs) is not in 1 … \(Limits.runs)" }
        return nil
    }
}
