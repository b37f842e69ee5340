import SessionCore

/// LeaseKeeper promises 1 to 5: one holder at a time, and a token that only rises.
extension StorageConformance {
    static let leasing = [
        StorageConformance("leaseIsHeldToTheMillisecond", .lease(1), needs: lease, run: leaseBoundary),
        StorageConformance("oneOfManyTakersHoldsTheLease", .lease(1), needs: lease, run: leaseRace),
        StorageConformance("leaseWithoutALengthIsRefused", .lease(1), needs: lease, run: leaseLength),
        StorageConformance("everyGrantHasAHigherToken", .lease(2), needs: lease, run: leaseTokens),
        StorageConformance(
            "tokensRiseAfterASweep", .lease(2), needs: [.leaseKeeper, .sweepable], run: leaseTokensAfterSweep),
        StorageConformance(
            "tokensRiseAfterReopening", .lease(2), needs: [.leaseKeeper, .persistent], run: leaseReopens),
        StorageConformance("renewalKeepsTheTokenAndOnlyProlongs", .lease(3), needs: lease, run: leaseRenewal),
        StorageConformance("onlyTheHoldersTokenRenewsAndReleases", .lease(3), needs: lease, run: leaseStale),
        StorageConformance("holderThatAsksAgainGetsANewGrant", .lease(4), needs: lease, run: leaseAgain),
        StorageConformance("leaseIsNotSeenFromAnotherNamespace", .lease(5), needs: lease, run: leaseStaysInside),
        StorageConformance("randomLeasesAgreeWithTheModel", .lease(1), needs: lease, run: leaseHistories),
    ]

    private static let lease: Set<StorageAbility> = [.leaseKeeper]

    private static func leaseBoundary(_ subject: ConformanceSubject) async throws {
        let store = try await subject.leases()
        let (name, start) = (try subject.leaseName("boundary"), subject.start)
        for (number, milliseconds) in [1, 999, 60_000].enumerated() {
            let now = start.advanced(by: .seconds(number * 3_600))
            let end = now.advanced(by: .milliseconds(milliseconds))
            let granted = try await subject.grant(name, "first", .milliseconds(milliseconds), store, at: now)
            try subject.expect(granted.expires, end, "end of a lease of \(milliseconds) ms")
            try subject.expect(granted.holder, "first", "holder of a lease")
            let last = Timestamp(milliseconds: end.milliseconds - 1)
            for instant in [now, last] {
                try subject.expect(
                    await store.acquireLease(name, holder: "second", for: .seconds(9), at: instant), .held(until: end),
                    "taking a lease that another holds")
            }
            let other = try await subject.grant(try subject.leaseName("another"), "second", .seconds(1), store, at: now)
            try subject.expect(await store.releaseLease(other, at: now), true, "release of a lease of another name")
            let taken = try await subject.grant(name, "second", .milliseconds(5), store, at: end)
            try subject.expect(taken.token > granted.token, true, "whether the token rose")
        }
        let longest = try await subject.grant(
            try subject.leaseName("longest"), String(repeating: "h", count: Limits.nameBytes), Limits.leaseDuration,
            store, at: start)
        try subject.expect(longest.expires, start.advanced(by: Limits.leaseDuration), "end of the longest lease")
    }

    private static func leaseRace(_ subject: ConformanceSubject) async throws {
        let store = try await subject.leases()
        let start = subject.start
        var highest: UInt64 = 0
        let name = try subject.leaseName("race")
        for round in 0..<max(1, subject.scale.races / 20) {
            let now = start.advanced(by: .seconds(round))
            let outcomes = try await Races.all(8) { number in
                try await store.acquireLease(name, holder: "taker-\(number)", for: .seconds(1), at: now)
            }
            let granted = outcomes.compactMap { if case .granted(let lease) = $0 { lease } else { nil } }
            try subject.expect(granted.count, 1, "takers at the same time that hold the lease")
            try subject.expect(granted[0].token > highest, true, "whether the token rose")
            highest = granted[0].token
            let held = LeaseOutcome.held(until: granted[0].expires)
            try subject.expect(outcomes.filter { $0 == held }.count, 7, "takers that were told until when it is held")
        }
    }

    private static func leaseLength(_ subject: ConformanceSubject) async throws {
        let store = try await subject.leases()
        let (name, start) = (try subject.leaseName("length"), subject.start)
        let wrong: [Duration] = [.zero, .seconds(-1), Limits.leaseDuration + .milliseconds(1), .seconds(Int64.max / 2)]
        for duration in wrong {
            try await subject.refused(.invalid, "taking a lease for \(duration)") {
                _ = try await store.acquireLease(name, holder: "first", for: duration, at: start)
            }
        }
        let lease = try await subject.grant(name, "first", .seconds(60), store, at: start)
        for duration in wrong {
            try await subject.refused(.invalid, "prolonging a lease for \(duration)") {
                _ = try await store.renewLease(lease, for: duration, at: start)
            }
        }
        try subject.expect(
            await store.acquireLease(name, holder: "second", for: .seconds(9), at: start),
            .held(until: lease.expires), "taking the lease after refused calls")
    }

    private static func leaseTokens(_ subject: ConformanceSubject) async throws {
        let store = try await subject.leases()
        let name = try subject.leaseName("tokens")
        var (now, highest) = (subject.start, UInt64(0))
        for round in 0..<30 {
            let lease = try await subject.grant(name, "holder-\(round % 3)", .seconds(10), store, at: now)
            try subject.expect(lease.token > highest, true, "whether the token of grant \(round + 1) rose")
            highest = lease.token
            if round.isMultiple(of: 2) {
                try subject.expect(await store.releaseLease(lease, at: now), true, "release of a lease that is held")
            } else {
                now = now.advanced(by: round % 3 == 0 ? .seconds(10) : .seconds(86_400 * 400))
            }
        }
    }

    private static func leaseTokensAfterSweep(_ subject: ConformanceSubject) async throws {
        let store = try subject.ability(await subject.store(), "LeaseKeeper & Sweepable") {
            $0 as? any LeaseKeeper & Sweepable
        }
        let name = try subject.leaseName("swept")
        var (now, highest) = (subject.start, UInt64(0))
        for round in 0..<6 {
            let lease = try await subject.grant(name, "holder", .seconds(10), store, at: now)
            try subject.expect(lease.token > highest, true, "whether the token rose after a sweep")
            highest = lease.token
            if round.isMultiple(of: 2) { _ = try await store.releaseLease(lease, at: now) }
            _ = try await subject.sweepAll(store, at: now.advanced(by: .seconds(5)))
            let isHeld = try await store.renewLease(lease, for: .seconds(10), at: now.advanced(by: .seconds(5))) != nil
            try subject.expect(isHeld, round % 2 == 1, "whether a sweep left the lease as it was")
            now = now.advanced(by: .seconds(86_400 * 60))
            _ = try await subject.sweepAll(store, at: now)
        }
    }

    private static func leaseReopens(_ subject: ConformanceSubject) async throws {
        var store = try await subject.leases()
        let name = try subject.leaseName("reopened")
        var highest: UInt64 = 0
        for round in 0..<4 {
            let now = subject.start.advanced(by: .seconds(round * 100))
            let lease = try await subject.grant(name, "holder", .seconds(90), store, at: now)
            try subject.expect(lease.token > highest, true, "whether the token rose after reopening")
            highest = lease.token
            if round == 2 { _ = try await store.releaseLease(lease, at: now) }
            store = try subject.ability(await subject.reopen(store), "LeaseKeeper") { $0 as? any LeaseKeeper }
            guard round != 2 else { continue }
            try subject.expect(
                await store.acquireLease(name, holder: "other", for: .seconds(1), at: now),
                .held(until: lease.expires), "taking a lease that was held before reopening")
            try subject.expect(
                await store.renewLease(lease, for: .seconds(95), at: now)?.token, lease.token,
                "token of a lease prolonged after reopening")
        }
    }
}
