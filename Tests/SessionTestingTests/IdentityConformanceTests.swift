import SessionCore
import SessionTesting
import Testing

@Suite struct IdentityConformanceTests {
    /// A case that no fault makes fail proves nothing.
    @Test(arguments: IdentityFault.allCases)
    func catchesUnderTheRightNumber(_ fault: IdentityFault) async {
        var failures: [ConformanceFailure] = []
        for promise in IdentityConformance.allCases where promise.promise == fault.promise {
            do {
                try await promise.verify { samples(with: fault) }
            } catch {
                failures.append(error)
            }
        }
        #expect(!failures.isEmpty, "no case of \(fault.promise) notices a strategy that \(fault.rawValue)")
        for failure in failures {
            #expect(failure.description.hasPrefix("\(fault.promise) ("))
            #expect(failure.description.contains("expected"))
            #expect(!failure.description.contains("ada-badge"), "a failure is no place for a proof either")
        }
    }

    @Test(arguments: IdentityConformance.allCases)
    func passesWithoutAFault(_ promise: IdentityConformance) async {
        await promise.check { samples(with: nil) }
    }

    /// Every case is needed: some fault is noticed by it.
    @Test(arguments: IdentityConformance.allCases)
    func isBrokenByAFault(_ promise: IdentityConformance) async {
        var isBroken = false
        for fault in IdentityFault.allCases where fault.promise == promise.promise {
            do { try await promise.verify { samples(with: fault) } } catch { isBroken = true }
        }
        #expect(isBroken)
    }

    @Test func everyPromiseHasACaseAFaultAndANameOfItsOwn() {
        let all = Set((1...7).map(ConformancePromise.identity))
        #expect(Set(IdentityConformance.allCases.map(\.promise)) == all)
        #expect(Set(IdentityFault.allCases.map(\.promise)) == all)
        let names = IdentityConformance.allCases.map(\.name)
        #expect(Set(names).count == names.count)
    }

    /// Nothing passes because it was not tried.
    @Test(arguments: IdentityConformance.allCases.filter { !$0.needs.isEmpty })
    func samplesThatLackWhatACaseNeedsAreAFailure(_ promise: IdentityConformance) async {
        let bare = samples(with: nil)
        let error = await #expect(throws: ConformanceFailure.self) {
            try await promise.verify {
                IdentitySamples(of: bare.strategy, at: bare.now, trusted: bare.trusted, another: bare.another)
            }
        }
        #expect(error?.what == "the samples")
        #expect(!IdentityConformance.cases(for: []).map(\.name).contains(promise.name))
    }

    @Test func aStrategyThatCannotBeMadeIsAFailure() async {
        let error = await #expect(throws: ConformanceFailure.self) {
            try await IdentityConformance.allCases[0].verify { throw IdentityError(.misconfigured, "no list") }
        }
        #expect(error?.got == "misconfigured: no list")
    }

    private func samples(with fault: IdentityFault?) -> IdentitySamples {
        let users = ["ada-badge": "ada", "bob-badge": "bob"]
        let strategy = FaultyIdentity(fault, users: users)
        func badge(_ texts: String...) -> Credentials {
            Credentials(headers: [.init("host", "here")] + texts.map { .init("x-badge", $0) } + [.init("te", "x")])
        }
        return IdentitySamples(
            of: strategy, at: Timestamp(milliseconds: 1_000), trusted: [badge("ada-badge")],
            another: badge("bob-badge"),
            foreign: [Credentials(headers: [.init("authorization", "Bearer a.b.c")])],
            refused: [badge("eve-badge"), badge("")], ambiguous: [badge("ada-badge", "bob-badge")],
            outages: [.init(FaultyIdentity(fault, isDown: true, users: users), shown: badge("ada-badge"))],
            secrets: ["ada-badge", "bob-badge", "eve-badge"], log: { strategy.log })
    }
}
