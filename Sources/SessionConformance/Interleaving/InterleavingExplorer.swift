import SessionCore

/// Tries orders of calls until it finds one that a store gets wrong, and makes that one small.
struct InterleavingExplorer {
    private let subject: ConformanceSubject
    private let store: any SessionStorage
    private let verbs: [ClientStep.Verb]
    private var runs = 0

    /// How often a smaller script is tried before it counts as one that is right: not every order fails.
    private static let attempts = 6
    /// How many runs all shrinking of one failure may take.
    private static let shrinkingRuns = 2_000

    init(_ subject: ConformanceSubject, _ store: any SessionStorage, verbs: [ClientStep.Verb]) {
        self.subject = subject
        self.store = store
        self.verbs = verbs
    }

    mutating func explore() async throws {
        for number in 0..<subject.scale.interleavings {
            var generator = subject.generator(5_000 + number)
            let script = InterleavingScript.random(of: verbs, using: &generator)
            // The last quarter with real threads: what only they do wrong, no executor shows.
            let isThreaded = number >= subject.scale.interleavings * 3 / 4
            let seeds: [UInt64?] = isThreaded ? [nil] : [generator.next()]
            guard let found = try await failure(of: script, seeds: seeds) else { continue }
            throw try await shrunk(script, found, number: number)
        }
    }

    private mutating func failure(
        of script: InterleavingScript, seeds: [UInt64?]
    ) async throws -> (history: InterleavingHistory, seed: UInt64?)? {
        for seed in seeds {
            runs += 1
            let run = InterleavingRun(subject, number: runs)
            let history = try await run.perform(script, on: store, executor: seed.map(SeededExecutor.init))
            if history.verdict() == .unexplained { return (history, seed) }
        }
        return nil
    }

    private mutating func shrunk(
        _ script: InterleavingScript, _ found: (history: InterleavingHistory, seed: UInt64?), number: Int
    ) async throws -> ConformanceFailure {
        var (smallest, found) = (script, found)
        let first = runs
        var isSmaller = true
        while isSmaller, runs - first < InterleavingExplorer.shrinkingRuns {
            isSmaller = false
            for candidate in smallest.smaller where !candidate.isEmpty {
                let more = (0..<UInt64(InterleavingExplorer.attempts)).map { found.seed.map { $0 &+ 1 } ?? $0 }
                let seeds: [UInt64?] = found.seed == nil ? more.map { _ in nil } : [found.seed] + more
                guard let failing = try await failure(of: candidate, seeds: seeds) else { continue }
                (smallest, found, isSmaller) = (candidate, failing, true)
                break
            }
        }
        let timeline = InterleavingTimeline(found.history, start: subject.start)
        return subject.failure(
            "interleaving \(number), made smaller from \(script.count) steps to \(smallest.count):\n\(timeline.text)\n   ",
            expected: "answers that some order of these calls explains", got: "answers that no order explains")
    }
}
