/// Calls that come at the same time.
enum Races {
    /// Runs a body many times at once and answers what each returned, by its number.
    static func all<Value: Sendable>(
        _ count: Int, _ body: @escaping @Sendable @concurrent (Int) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            for number in 0..<count {
                group.addTask { (number, try await body(number)) }
            }
            var values: [(Int, Value)] = []
            values.reserveCapacity(count)
            for try await value in group { values.append(value) }
            return values.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// Runs two bodies at once, each after a number of pauses, so that a seed decides which is likely to come first.
    static func two<First: Sendable, Second: Sendable>(
        _ generator: inout SeededGenerator,
        _ first: @escaping @Sendable @concurrent () async throws -> First,
        _ second: @escaping @Sendable @concurrent () async throws -> Second
    ) async throws -> (First, Second) {
        let pauses = (Int.random(in: 0...3, using: &generator), Int.random(in: 0...3, using: &generator))
        async let one = paused(pauses.0, first)
        async let other = paused(pauses.1, second)
        return (try await one, try await other)
    }

    @concurrent
    private static func paused<Value: Sendable>(
        _ pauses: Int, _ body: @Sendable @concurrent () async throws -> Value
    ) async throws -> Value {
        for _ in 0..<pauses { await Task.yield() }
        return try await body()
    }
}
