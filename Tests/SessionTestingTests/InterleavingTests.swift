import SessionCore
import SessionTesting
import Testing

/// The explorer on stores that are wrong only now and then, and on one that is right.
@Suite struct InterleavingTests {
    private func failures(_ fault: Fault?, seed: UInt64 = 7) async -> [ConformanceFailure] {
        var scale = ConformanceScale(seed: seed)
        scale.interleavings = 200
        var failures: [ConformanceFailure] = []
        for promise in StorageConformance.allCases where promise.name.hasPrefix("interleaved") {
            let medium = FaultyMedium(fault)
            do {
                try await promise.verify(scale: scale) { medium.open($0) }
            } catch {
                failures.append(error)
            }
        }
        return failures
    }

    @Test(arguments: Fault.ofInterleaving, [1, 2, 3] as [UInt64])
    func findsWhatOnlyCallsAtTheSameTimeShow(_ fault: Fault, seed: UInt64) async throws {
        let found = await failures(fault, seed: seed)
        #expect(!found.isEmpty, "no order of calls shows a store that \(fault.rawValue)")
        #expect(found.allSatisfy { $0.seed == seed })
    }

    @Test func findsNothingInAStoreThatIsRight() async {
        for seed in 1...5 as ClosedRange<UInt64> {
            let found = await failures(nil, seed: seed)
            #expect(found.isEmpty, "\(found)")
        }
    }

    /// Who reads a failure has to see what happened: few calls, in their order, with names.
    @Test func failureIsSmallAndReadable() async throws {
        let found = await failures(.looksThenWrites)
        let failure = try #require(found.first)
        let lines = failure.what.split(separator: "\n").filter { $0.hasPrefix("    ") }
        let asked = lines.filter { $0.contains(" asks ") && !$0.hasPrefix("    - ") }
        #expect((1...4).contains(asked.count), "\(failure)")
        #expect(lines.contains { $0.contains("commit [") && $0.contains("expecting version 1") }, "\(failure)")
        #expect(failure.description.contains("[seed 7]"))
    }

    @Test func sameSeedFindsTheSameAgain() async throws {
        let (first, second) = (await failures(.looksThenWrites), await failures(.looksThenWrites))
        let heads = [first, second].map { $0.compactMap { $0.what.split(separator: ",").first } }
        #expect(heads[0] == heads[1])
    }
}
