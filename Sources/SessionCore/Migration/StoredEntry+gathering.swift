extension [StoredEntry] {
    /// What a question that takes its time answers of each entry, in their order, where it answers anything.
    ///
    /// Some questions are asked at a time: a store answers many together faster than one after the other.
    func gathered<Answer: Sendable>(
        _ ask: @escaping @Sendable (StoredEntry) async throws -> Answer?
    ) async throws -> [Answer] {
        let entries = self
        return try await withThrowingTaskGroup(of: (Int, Answer?).self) { group in
            var answers = [Answer?](repeating: nil, count: entries.count)
            for (index, entry) in entries.enumerated() {
                if index >= Limits.copyQuestions, let (index, answer) = try await group.next() {
                    answers[index] = answer
                }
                group.addTask { (index, try await ask(entry)) }
            }
            while let (index, answer) = try await group.next() { answers[index] = answer }
            return answers.compactMap { $0 }
        }
    }
}
