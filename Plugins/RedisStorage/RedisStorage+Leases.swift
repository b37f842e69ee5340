public import SessionCore

extension RedisStorage: LeaseKeeper {
    public func acquireLease(
        _ name: LeaseName, holder: String, for duration: Duration, at now: Timestamp
    ) async throws(StorageError) -> LeaseOutcome {
        try RedisStorage.check(duration, holder: holder)
        let end = now.advanced(by: duration)
        let reply = try await lease("acquire", name, holder: holder, token: 0, end: end, at: now)
        switch try reply.outcome() {
        case "o":
            guard let token = UInt64(try reply.text(1)) else { throw ScriptReply.strange }
            return .granted(Lease(name: name, holder: holder, token: token, expires: end))
        case "h": return .held(until: try reply.instant(1))
        default: throw ScriptReply.strange
        }
    }

    public func renewLease(
        _ lease: Lease, for duration: Duration, at now: Timestamp
    ) async throws(StorageError) -> Lease? {
        try RedisStorage.check(duration, holder: lease.holder)
        let reply = try await self.lease(
            "renew", lease.name, holder: lease.holder, token: lease.token, end: now.advanced(by: duration), at: now)
        guard try reply.outcome() == "o" else { return nil }
        var renewed = lease
        renewed.expires = try reply.instant(2)
        return renewed
    }

    public func releaseLease(_ lease: Lease, at now: Timestamp) async throws(StorageError) -> Bool {
        let reply = try await self.lease(
            "release", lease.name, holder: lease.holder, token: lease.token, end: now, at: now)
        return try reply.outcome() == "o"
    }

    private func lease(
        _ verb: String, _ name: LeaseName, holder: String, token: UInt64, end: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> ScriptReply {
        try ScriptReply(
            await run(
                .lease, on: "l:" + name.text,
                [
                    .text(name.text), .text(verb), .text(holder), .text(String(token)), .instant(now), .instant(end),
                ]))
    }

    private static func check(_ duration: Duration, holder: String) throws(StorageError) {
        guard duration > .zero, duration <= SessionCore.Limits.leaseDuration else {
            throw StorageError(.invalid, "a lease lasts longer than nothing and at most a day")
        }
        guard holder.utf8.count <= SessionCore.Limits.nameBytes else {
            throw StorageError(.invalid, "a holder has at most \(SessionCore.Limits.nameBytes) bytes")
        }
    }
}
