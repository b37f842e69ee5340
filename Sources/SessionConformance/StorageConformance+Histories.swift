import SessionCore

/// All promises together: random calls, one after another, answered as the model answers them.
extension StorageConformance {
    static let histories = [
        StorageConformance("randomHistoriesAgreeWithTheModel", .storage(4), run: plainHistories),
        StorageConformance(
            "randomHistoriesWithListsAgreeWithTheModel", .index(1), needs: indexAndSweep, run: fullHistories),
    ]

    private static func plainHistories(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        for history in 0..<subject.scale.histories {
            var run = RandomHistory(subject, stream: history)
            for _ in 0..<subject.scale.steps { try await run.step(store) }
        }
    }

    private static func fullHistories(_ subject: ConformanceSubject) async throws {
        let store = try await subject.indexAndSweep()
        for history in 0..<subject.scale.histories {
            var run = RandomHistory(subject, stream: history)
            for _ in 0..<subject.scale.steps { try await run.stepWithLists(store) }
        }
    }
}
