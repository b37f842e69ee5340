/// All that is wrong with a configuration, in the order in which it stands there.
public struct ConfigurationProblems: Error, Sendable, Hashable, CustomStringConvertible {
    /// The problems, at least one and at most twenty.
    public let problems: [ConfigurationProblem]
    /// How many more there are.
    public let omitted: Int

    /// One problem a line, as `FILE:LINE:COLUMN: …`.
    public var description: String {
        let lines = problems.map(\.description)
        return (omitted == 0 ? lines : lines + ["and \(omitted) more"]).joined(separator: "\n")
    }
}
