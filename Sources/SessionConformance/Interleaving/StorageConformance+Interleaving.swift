import SessionCore

/// Several clients at once: what they see is what some order of their calls would show. Scenario S52.
extension StorageConformance {
    static let interleaving = [
        StorageConformance("interleavedCallsHaveAnOrder", .storage(5), run: plainInterleavings),
        StorageConformance("interleavedRevocationsHaveAnOrder", .storage(7), run: revokingInterleavings),
        StorageConformance("interleavedRotationsHaveAnOrder", .storage(12), run: rotatingInterleavings),
        StorageConformance("interleavedSweepsHaveAnOrder", .sweep(1), needs: [.sweepable], run: sweepingInterleavings),
        StorageConformance(
            "interleavedListsHaveAnOrder", .index(5), needs: indexAndSweep, run: listingInterleavings),
    ]

    private static func plainInterleavings(_ subject: ConformanceSubject) async throws {
        try await explore(subject, [.create, .load, .load, .commit, .commit, .commit, .touch, .rotate, .revoke])
    }

    private static func revokingInterleavings(_ subject: ConformanceSubject) async throws {
        try await explore(subject, [.load, .commit, .commit, .touch, .rotate, .revoke])
    }

    private static func rotatingInterleavings(_ subject: ConformanceSubject) async throws {
        try await explore(subject, [.load, .commit, .rotate, .rotate, .rotate, .create])
    }

    private static func sweepingInterleavings(_ subject: ConformanceSubject) async throws {
        try await explore(subject, [.create, .load, .commit, .touch, .touch, .sweep, .sweep])
    }

    private static func listingInterleavings(_ subject: ConformanceSubject) async throws {
        try await explore(
            subject, [.create, .create, .load, .commit, .touch, .rotate, .revoke, .list, .list, .revokeAll, .sweep])
    }

    private static func explore(_ subject: ConformanceSubject, _ verbs: [ClientStep.Verb]) async throws {
        var explorer = InterleavingExplorer(subject, try await subject.store(), verbs: verbs)
        try await explorer.explore()
    }
}
