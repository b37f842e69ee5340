/// Gathers problems, so that all are told at once; bounded by ``Limits/problems``.
struct ProblemList {
    private var problems: [ConfigurationProblem] = []
    private var omitted = 0

    var isEmpty: Bool { problems.isEmpty }

    mutating func add(_ problem: ConfigurationProblem) {
        // One mistake may be seen by two checks; it is told once.
        guard !problems.contains(problem) else { return }
        if problems.count < Limits.problems {
            problems.append(problem)
        } else {
            omitted += 1
        }
    }

    mutating func add(_ refusal: ValueRefusal, at origin: SettingOrigin, key: String) {
        add(
            ConfigurationProblem(
                origin, key: key, refusal.what, allowed: refusal.allowed, suggestion: refusal.suggestion))
    }

    func throwIfAny() throws(ConfigurationProblems) {
        guard !problems.isEmpty else { return }
        let sorted = problems.enumerated().sorted { first, second in
            let (one, two) = (first.element.origin.rank, second.element.origin.rank)
            return (one.0, one.1, first.offset) < (two.0, two.1, second.offset)
        }
        throw ConfigurationProblems(problems: sorted.map(\.element), omitted: omitted)
    }
}
