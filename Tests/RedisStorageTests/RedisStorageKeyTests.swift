import SessionCore
import TestSupport
import Testing

@testable import RedisStorage

/// What lies in the server: the names, the ends and the sizes of keys.
@Suite struct RedisStorageKeyTests {
    /// Scenario S32, after every kind of write.
    @Test func everyKeyHasAnEnd() async throws {
        let server = try await SharedServer.value()
        let prefix = "ends-\(SessionHandle.random()):"
        let store = try await Sample.open(server, prefix: prefix)
        _ = try await store.create(Sample.session(40))
        #expect(try await endless(server, prefix) == [])
        try await everyKindOfWrite(store)
        #expect(try await endless(server, prefix) == [])
        #expect(try await keys(server, prefix).count > 12)
        try await store.close()
    }

    /// The keys that stay for ever, or lie outside the namespace.
    private func endless(_ server: RedisServer, _ prefix: String) async throws -> [String] {
        var found: [String] = []
        for name in try await keys(server, prefix) {
            let left = Int(try await server.cli("PTTL", name)) ?? -3
            if left <= 0 || !name.hasPrefix(prefix + "{default}:") { found.append(name) }
        }
        return found
    }

    private func everyKindOfWrite(_ store: RedisStorage) async throws {
        let now = Sample.start
        for number in 0..<8 { _ = try await store.create(Sample.session(number)) }
        var never = Sample.session(8)
        (never.idleDeadline, never.absoluteDeadline) = (.never, .never)
        _ = try await store.create(never)
        _ = try await store.commit([9], for: Sample.key(0), expecting: 1, idleDeadline: .never, at: now)
        _ = try await store.touch(Sample.key(1), idleDeadline: .never, at: now)
        let rotation = Rotation(to: Sample.key(20), owner: Sample.principal("user:a|b"), graceUntil: .never)
        _ = try await store.rotate(Sample.key(2), with: rotation, expecting: 1, at: now)
        _ = try await store.revoke(Sample.key(3), reason: .loggedOut, at: now)
        try await store.raiseEpoch(of: Sample.principal("user:a|b"), to: now)
        _ = try await store.sweep(limit: 100, at: now.advanced(by: .seconds(3_600)))
        _ = try await store.revokeSessions(of: Sample.principal(), except: nil, reason: .revoked, at: now)
        _ = try await store.sweep(limit: 100, at: now.advanced(by: .seconds(40 * 86_400)))
        let name = try #require(LeaseName("sweeper"))
        guard case .granted(let lease) = try await store.acquireLease(name, holder: "me", for: .seconds(9), at: now)
        else { throw ConnectionEnded("a lease") }
        _ = try await store.renewLease(lease, for: .seconds(20), at: now)
        _ = try await store.releaseLease(lease, at: now)
        _ = try await store.checkHealth(at: now)
        var restored = Sample.session(30, owner: "user:c|d")
        restored.version = .max
        try await store.restore([
            .session(restored.key, .live(restored)),
            .session(Sample.key(31), .ended(Tombstone(of: Sample.session(31), reason: .idle, endedAt: now))),
            .epoch(Sample.principal("user:e|f"), now),
        ])
        _ = try await store.create(Sample.session(32))
    }

    /// Scenario S10: a touch costs the log of the server less than a fifth of what a commit costs.
    @Test func touchWritesNoPayload() async throws {
        var options = RedisServerOptions()
        options.appendOnly = true
        let server = try await RedisServer(options)
        let store = try await Sample.open(server, prefix: "size:")
        let now = Sample.start
        _ = try await store.create(Sample.session(1, payload: [UInt8](repeating: 7, count: 1_024)))
        let before = try await logBytes(server)
        for step in 1...50 {
            let deadline = now.advanced(by: .seconds(3_600 + step))
            _ = try await store.touch(Sample.key(1), idleDeadline: deadline, at: now)
        }
        let touched = try await logBytes(server)
        for step in 1...50 {
            let payload = [UInt8](repeating: UInt8(step), count: 1_024)
            _ = try await store.commit(
                payload, for: Sample.key(1), expecting: UInt64(step), idleDeadline: nil, at: now)
        }
        let committed = try await logBytes(server)
        #expect(touched - before > 0)
        #expect((touched - before) * 5 < committed - touched)
        try await store.close()
    }

    private func logBytes(_ server: RedisServer) async throws -> Int {
        let info = try await server.cli("INFO", "persistence")
        let line = info.split(whereSeparator: \.isNewline).first { $0.hasPrefix("aof_current_size:") }
        return try #require(line.flatMap { Int($0.drop { $0 != ":" }.dropFirst().filter(\.isNumber)) })
    }

    /// Scenario S66: nothing is left in lists and queues after many cycles, without any notification.
    @Test func cyclesLeaveNothingBehind() async throws {
        let server = try await SharedServer.value()
        let prefix = "cycles-\(SessionHandle.random()):"
        let store = try await Sample.open(server, prefix: prefix)
        var now = Sample.start
        for number in 0..<600 {
            var record = Sample.session(number)
            (record.createdAt, record.authenticatedAt, record.touchedAt) = (now, now, now)
            record.idleDeadline = now.advanced(by: .seconds(60))
            record.absoluteDeadline = now.advanced(by: .seconds(600))
            #expect(try await store.create(record) == .created)
            if number % 3 == 0 {
                _ = try await store.rotate(
                    record.key, with: Rotation(to: Sample.key(number + 10_000)), expecting: 1, at: now)
            }
            if number % 5 == 0 { _ = try await store.revoke(record.key, reason: .loggedOut, at: now) }
            now = now.advanced(by: .seconds(1))
            if number % 100 == 99 { while try await store.sweep(limit: 1_000, at: now) > 0 {} }
        }
        let listed = Int(try await server.cli("ZCARD", "\(prefix){default}:p:workspace:sample"))
        #expect(try #require(listed) <= 160)
        let end = now.advanced(by: .seconds(600))
        while try await store.sweep(limit: 1_000, at: end) > 0 {}
        let left = Set(try await keys(server, prefix).map { $0.drop { $0 != "}" }.dropFirst(2).prefix(2) })
        #expect(left.subtracting(["f", "g", "x"]).isEmpty, "left: \(left)")
        try await store.close()
    }

    private func keys(_ server: RedisServer, _ prefix: String) async throws -> [String] {
        try await server.cli("--scan", "--pattern", prefix + "*").split(whereSeparator: \.isNewline).map(String.init)
    }
}
