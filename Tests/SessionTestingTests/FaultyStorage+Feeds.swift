import SessionCore
import SessionTesting

extension FaultyStorage: ChangeFeed {
    func events(after position: FeedPosition, limit: Int) async throws(StorageError) -> FeedPage {
        try with { world in
            var page = world.feed.page(after: position, limit: limit)
            switch fault {
            case .missesWithoutAWord: page.isMissing = false
            case .takesEventsAway:
                let (last, dropped) = (page.events.last?.position ?? position, world.feed.dropped)
                let rest = world.feed.events.filter { $0.position > last }
                world.feed = SessionFeed(last: last, dropped: dropped)
                for event in rest { world.feed.append(event) }
            default: break
            }
            return page
        }
    }
}

extension FaultyStorage: LeaseKeeper {
    func acquireLease(
        _ name: LeaseName, holder: String, for duration: Duration, at now: Timestamp
    ) async throws(StorageError) -> LeaseOutcome {
        try leasing { world throws(StorageError) in
            let before = world.leases
            switch fault {
            case .grantsToAll: world.leases.forget(at: .never)
            case .countsTheEndOfALeaseIn:
                return try world.leases.acquireLease(
                    name, holder: holder, for: duration, at: now.advanced(by: .milliseconds(-1)))
            case .refusesTheHolderItself:
                if case .held(let until) = try world.leases.acquireLease(
                    name, holder: holder + "'", for: duration, at: now)
                {
                    world.leases = before
                    return .held(until: until)
                }
                world.leases = before
            default: break
            }
            let outcome = try world.leases.acquireLease(name, holder: holder, for: duration, at: now)
            if fault == .reusesTokens, case .granted(var lease) = outcome {
                lease.token = 1
                return .granted(lease)
            }
            return outcome
        }
    }

    func renewLease(_ lease: Lease, for duration: Duration, at now: Timestamp) async throws(StorageError) -> Lease? {
        try leasing { world throws(StorageError) in
            switch fault {
            case .reusesTokens:
                // Its own numbers are right; only what it tells is not.
                return nil
            case .renewsForAnybody:
                guard
                    case .held(let until) = try world.leases.acquireLease(
                        lease.name, holder: "", for: duration, at: now)
                else { return nil }
                var renewed = lease
                renewed.expires = max(until, now.advanced(by: duration))
                return renewed
            case .renewalSetsTheEnd:
                guard var renewed = try world.leases.renewLease(lease, for: duration, at: now) else { return nil }
                renewed.expires = now.advanced(by: duration)
                return renewed
            default: return try world.leases.renewLease(lease, for: duration, at: now)
            }
        }
    }

    func releaseLease(_ lease: Lease, at now: Timestamp) async throws(StorageError) -> Bool {
        try leasing { $0.leases.releaseLease(lease, at: now) }
    }

    private func leasing<Value>(
        _ body: (inout FaultyWorld) throws(StorageError) -> Value
    ) throws(StorageError) -> Value {
        guard fault == .leasesAcrossNamespaces else { return try with(body) }
        return try medium.with(.standard, at: nil, body)
    }
}
