import SessionCore

/// Promises 7 and 8: what was ended stays ended.
extension StorageConformance {
    static let revoking = [
        StorageConformance("revokedSessionStaysRevoked", .storage(7), run: revokedStays),
        StorageConformance(
            "expiredSessionThatIsRevokedStaysGoneWhenTheClockStepsBack", .storage(7), run: revokedExpired),
        StorageConformance("revocationMayBeRepeatedAndTheFirstReasonStays", .storage(8), run: repeatedRevoke),
        StorageConformance("revocationOfAnUnknownKeyIsAbsent", .storage(8), run: unknownRevoke),
    ]

    /// Scenarios S8 and S11.
    private static func revokedStays(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let (samples, start) = (subject.samples, subject.start)
        for (number, reason) in [EndReason.loggedOut, .revoked].enumerated() {
            let key = try await subject.create(samples.session(number), in: store).key
            try subject.expect(await store.revoke(key, reason: reason, at: start), .revoked, "revocation")
            try subject.expect(await store.load(key, at: start), .gone(reason), "load of a revoked key")
            for version in [0, 1, 2] as [UInt64] {
                try subject.expect(
                    await store.commit([7], for: key, expecting: version, idleDeadline: nil, at: start), .gone(reason),
                    "commit of a revoked key")
                try subject.expect(
                    await store.rotate(key, with: Rotation(to: samples.key(99)), expecting: version, at: start),
                    .gone(reason), "rotation of a revoked key")
            }
            try subject.expect(
                await store.touch(key, idleDeadline: start.advanced(by: SampleSessions.absolute), at: start),
                .gone(reason), "touch of a revoked key")
            try subject.expect(
                await store.load(key, at: start), .gone(reason), "load after writes to a revoked key")
            try subject.expect(
                await store.load(samples.key(99), at: start), .absent, "load of the key of a refused rotation")
        }
    }

    /// Scenario S28.
    private static func revokedExpired(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let record = try await subject.create(subject.samples.session(1), in: store)
        let late = record.idleDeadline.advanced(by: .seconds(60))
        try subject.expect(
            await store.revoke(record.key, reason: .loggedOut, at: late), .revoked, "revocation of an expired session")
        try subject.expect(
            await store.load(record.key, at: subject.start), .gone(.idle), "load an hour before the revocation")
        try subject.expect(
            await store.commit([7], for: record.key, expecting: 1, idleDeadline: nil, at: subject.start), .gone(.idle),
            "commit an hour before the revocation")
    }

    /// Scenario S5.
    private static func repeatedRevoke(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let key = try await subject.create(subject.samples.session(1), in: store).key
        for (reason, second) in zip([EndReason.loggedOut, .revoked, .revoked], 0...) {
            let now = subject.start.advanced(by: .seconds(second))
            try subject.expect(await store.revoke(key, reason: reason, at: now), .revoked, "revocation \(second + 1)")
            try subject.expect(await store.load(key, at: now), .gone(.loggedOut), "load after it")
        }
    }

    private static func unknownRevoke(_ subject: ConformanceSubject) async throws {
        let store = try await subject.store()
        let record = subject.samples.session(1)
        for _ in 0..<3 {
            try subject.expect(
                await store.revoke(record.key, reason: .revoked, at: subject.start), .absent,
                "revocation of an unknown key")
        }
        try subject.expect(await store.load(record.key, at: subject.start), .absent, "load of a key never created")
        try subject.expect(await store.create(record), .created, "creation under a key that was only revoked")
    }
}
