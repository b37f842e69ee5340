import SessionCore
import SessionTesting
import Testing

@Suite struct StorageConformanceTests {
    /// A case that no fault makes fail proves nothing.
    @Test(arguments: Fault.allCases)
    func catchesUnderTheRightNumber(_ fault: Fault) async throws {
        var failures: [ConformanceFailure] = []
        for promise in StorageConformance.allCases where promise.promise == fault.promise {
            let medium = FaultyMedium(fault)
            do {
                try await promise.verify(scale: scale) { medium.open($0) }
            } catch {
                failures.append(error)
            }
        }
        #expect(!failures.isEmpty, "no case of \(fault.promise) notices a store that \(fault.rawValue)")
        for failure in failures {
            #expect(failure.promise == fault.promise)
            #expect(failure.description.hasPrefix("\(fault.promise) ("))
            #expect(failure.description.contains("expected"))
            #expect(failure.seed == 7, "a failure names the seed it can be run again with")
        }
    }

    /// Every case but those of namespaces themselves, and one that stores nothing, notices a store whose namespaces are
    /// one when calls are repeated.
    @Test(arguments: StorageConformance.allCases.filter { ![.storage(17), .health(2)].contains($0.promise) })
    func twinNoticesNamespacesThatAreOne(_ promise: StorageConformance) async {
        let medium = FaultyMedium(.sharesNamespaces)
        await #expect(throws: ConformanceFailure.self) {
            try await promise.verify(scale: scale, isTwinned: true) { medium.open($0) }
        }
    }

    @Test(arguments: StorageConformance.allCases)
    func passesWithItsTwin(_ promise: StorageConformance) async {
        let medium = FaultyMedium(nil)
        var small = scale
        small.interleavings = 20
        await promise.check(scale: small, isTwinned: true) { medium.open($0) }
    }

    @Test(arguments: StorageConformance.allCases)
    func passesWithoutAFault(_ promise: StorageConformance) async {
        let medium = FaultyMedium(nil)
        await promise.check(scale: scale) { medium.open($0) }
    }

    /// The cases that compare with the model stand on their own feet: they notice what one store answers wrong to calls
    /// one after another, whatever the promise.
    @Test(arguments: Fault.allCases.filter(\.showsInAnswers))
    func randomHistoriesAloneNotice(_ fault: Fault) async {
        var isNoticed = false
        for promise in StorageConformance.allCases where promise.name.hasPrefix("randomHistories") {
            let medium = FaultyMedium(fault)
            do { try await promise.verify(scale: scale) { medium.open($0) } } catch { isNoticed = true }
        }
        #expect(isNoticed, "random histories agree with a store that \(fault.rawValue)")
    }

    @Test func everyPromiseHasACaseAndEveryCaseANameOfItsOwn() {
        let promises = Set(StorageConformance.allCases.map(\.promise))
        let all =
            (1...18).map(ConformancePromise.storage) + (1...7).map(ConformancePromise.index)
            + (1...4).map(ConformancePromise.sweep) + (1...2).map(ConformancePromise.closing)
            + (1...6).map(ConformancePromise.export) + (1...4).map(ConformancePromise.feed)
            + (1...5).map(ConformancePromise.lease) + (1...2).map(ConformancePromise.health)
        #expect(promises == Set(all))
        #expect(Set(all) == Set(Fault.allCases.map(\.promise)), "each promise has a fault that breaks it")
        let names = StorageConformance.allCases.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test func casesFollowTheAbilitiesOfABackend() {
        let plain = StorageConformance.cases(for: [])
        #expect(plain.allSatisfy { $0.promise.contract == "SessionStorage" })
        #expect(StorageConformance.cases(for: [.sweepable]).contains { $0.promise == .sweep(1) })
        #expect(!StorageConformance.cases(for: [.sweepable]).contains { $0.promise == .index(1) })
        #expect(StorageConformance.cases(for: Set(StorageAbility.allCases)).count == StorageConformance.allCases.count)
    }

    @Test func brokenPromiseBecomesAnIssueOfTheTest() async {
        await withKnownIssue {
            for promise in StorageConformance.allCases where promise.name == "revokedSessionStaysRevoked" {
                let medium = FaultyMedium(.bringsRevokedBackOnCommit)
                await promise.check(scale: scale) { medium.open($0) }
            }
        } matching: { issue in
            issue.comments.contains {
                $0.rawValue.hasPrefix("SessionStorage promise 7") && $0.rawValue.contains("commit of a revoked key")
            }
        }
    }

    private var scale: ConformanceScale {
        var scale = ConformanceScale(seed: 7)
        scale.races = 100
        scale.writers = 16
        scale.increments = 10
        scale.creations = 2_000
        scale.cycles = 100
        scale.histories = 20
        return scale
    }
}
