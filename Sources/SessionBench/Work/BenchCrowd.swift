/// Many at once, in a task group; never on the main actor, where a call costs a change of threads and back.
enum BenchCrowd {
    /// Lets callers work until an instant and answers what each has to tell.
    @concurrent
    static func run(
        _ callers: [BenchCaller], beside sweeper: BenchSweeper? = nil, until deadline: UInt64
    ) async -> [CallerOutcome] {
        await withTaskGroup(of: CallerOutcome.self) { group in
            for caller in callers {
                group.addTask {
                    var caller = caller
                    await caller.run(until: deadline)
                    return caller.outcome
                }
            }
            if let sweeper { group.addTask { await sweeper.run(until: deadline) } }
            var outcomes: [CallerOutcome] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes.sorted { $0.caller < $1.caller }
        }
    }

    /// Runs a body once for each lane and answers all that they made.
    @concurrent
    static func gather<Element: Sendable>(
        _ lanes: Int, _ body: @escaping @Sendable (Int) async throws -> [Element]
    ) async throws(BenchFailure) -> [Element] {
        do {
            return try await withThrowingTaskGroup(of: [Element].self) { group in
                for lane in 0..<lanes { group.addTask { try await body(lane) } }
                var elements: [Element] = []
                for try await made in group { elements += made }
                return elements
            }
        } catch {
            throw (error as? BenchFailure) ?? BenchFailure("\(error)")
        }
    }
}
