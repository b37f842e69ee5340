import MemoryStorage
import SessionCore
import Testing

@Suite struct StorageComparisonTests {
    private let target = MemoryStorage()

    private func copied() async throws -> CopyingSample {
        let sample = try await CopyingSample(sessions: 40)
        try await StorageCopy(from: sample.source, into: target).run()
        return sample
    }

    @Test func whatIsMissingIsNamed() async throws {
        let sample = try await CopyingSample(sessions: 40)
        let found = try await sample.differences(target)
        // The old key of the rotated session leads to it within its grace.
        #expect(found.count(where: { $0 == "live became absent" }) == sample.live.count + 1)
        #expect(found.count(where: { $0 == "gone (revoked) became absent" }) == sample.ended.count)
        #expect(found.contains("an epoch is not there"))
    }

    @Test func whatOnlyTheTargetHasIsNamed() async throws {
        let sample = try await copied()
        _ = try await target.create(sample.record())
        #expect(try await sample.differences(target) == ["only in the target"])
    }

    @Test func aLaterVersionIsNamed() async throws {
        let sample = try await copied()
        _ = try await target.commit([1], for: sample.live[1], expecting: 1, idleDeadline: nil, at: sample.now)
        #expect(try await sample.differences(target) == ["version 1 became 2"])
    }

    @Test func anotherDeadlineIsNamed() async throws {
        let sample = try await copied()
        let later = sample.now.advanced(by: .seconds(7_200))
        _ = try await target.touch(sample.live[1], idleDeadline: later, at: sample.now)
        #expect(try await sample.differences(target) == ["another deadline, owner or payload"])
    }

    @Test func whatHasEndedInOneOfThemIsNamed() async throws {
        let sample = try await copied()
        _ = try await target.revoke(sample.live[1], reason: .loggedOut, at: sample.now)
        #expect(try await sample.differences(target) == ["live became gone (loggedOut)"])
        _ = try await sample.source.revoke(sample.live[2], reason: .loggedOut, at: sample.now)
        let found = try await sample.differences(target)
        #expect(found.sorted() == ["gone (loggedOut) became live", "live became gone (loggedOut)"])
    }

    @Test func anEpochThatOnlyTheTargetHasIsNamed() async throws {
        let sample = try await copied()
        try await target.raiseEpoch(of: sample.owner, to: sample.now.advanced(by: .seconds(-9)))
        #expect(try await sample.differences(target) == ["an epoch of the target is new or later"])
    }
}
