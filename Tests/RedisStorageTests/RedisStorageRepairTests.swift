import SessionCore
import TestSupport
import Testing

@testable import RedisStorage

/// Keys that go missing behind the store's back: an eviction, an operator, a partial restore.
@Suite struct RedisStorageRepairTests {
    private let now = Sample.start

    @Test func listDropsSessionsWhoseKeysAreGone() async throws {
        let (server, prefix, store) = try await opened()
        for number in 0..<30 { _ = try await store.create(Sample.session(number)) }
        for number in stride(from: 0, to: 30, by: 2) {
            try await server.cli("DEL", "\(prefix)s:\(Sample.key(number).hexadecimal)")
        }
        let page = try await store.sessions(of: Sample.principal(), after: nil, limit: 10, at: now)
        #expect(page.records.count == 10)
        let next = try #require(page.next)
        let rest = try await store.sessions(of: Sample.principal(), after: next, limit: 10, at: now)
        #expect(rest.records.count == 5 && rest.next == nil)
        let all = page.records + rest.records
        #expect(all.map(\.handle) == all.map(\.handle).sorted())
        #expect(try await server.cli("ZCARD", "\(prefix)p:workspace:sample") == "15")
        #expect(try await store.load(Sample.key(0), at: now) == .absent)
        #expect(try await store.create(Sample.session(0)) == .created)
        try await store.close()
    }

    @Test func useOfASessionPutsItBackIntoLostLists() async throws {
        let (server, prefix, store) = try await opened()
        for number in 0..<4 { _ = try await store.create(Sample.session(number)) }
        for name in ["p:workspace:sample", "d", "k", "h:sample-1", "h:sample-2"] {
            try await server.cli("DEL", prefix + name)
        }
        _ = try await store.touch(Sample.key(1), idleDeadline: now.advanced(by: .seconds(3_700)), at: now)
        _ = try await store.commit([4], for: Sample.key(2), expecting: 1, idleDeadline: nil, at: now)
        let page = try await store.sessions(of: Sample.principal(), after: nil, limit: 10, at: now)
        #expect(page.records.map(\.handle.text) == ["sample-1", "sample-2"])
        #expect(try await store.export(after: nil, limit: 10).entries.count == 2)
        #expect(try await store.sweep(limit: 10, at: now.advanced(by: .seconds(3_700))) == 2)
        try await store.close()
    }

    /// What ends everybody's sessions counts on no list and on no generation that might be lost.
    @Test func epochHoldsWithoutItsIndexes() async throws {
        let (server, prefix, store) = try await opened()
        let other = try await Sample.open(server, prefix: String(prefix.dropLast("{default}:".count)))
        for number in 0..<3 { _ = try await store.create(Sample.session(number)) }
        guard case .live = try await other.load(Sample.key(0), at: now) else { throw ConnectionEnded("a session") }
        try await server.cli("DEL", prefix + "p:workspace:sample")
        _ = try await store.revokeSessions(of: Sample.principal(), except: nil, reason: .revoked, at: now)
        #expect(try await other.load(Sample.key(0), at: now) == .gone(.revoked))
        try await server.cli("DEL", prefix + "g", prefix + "eg", prefix + "r")
        for reader in [store, other] {
            #expect(try await reader.load(Sample.key(1), at: now) == .gone(.revoked))
            _ = try await reader.create(Sample.session(10, owner: "user:x|y"))
            #expect(try await reader.load(Sample.key(2), at: now) == .gone(.revoked))
        }
        try await store.close()
        try await other.close()
    }

    @Test func damageIsNamedAndStopsNobodyElse() async throws {
        let (server, prefix, store) = try await opened()
        for number in 0..<3 { _ = try await store.create(Sample.session(number)) }
        try await server.cli("SET", "\(prefix)s:\(Sample.key(1).hexadecimal)", "Lnonsense", "KEEPTTL")
        await #expect(throws: StorageError.self) { try await store.load(Sample.key(1), at: now) }
        do {
            _ = try await store.touch(Sample.key(1), idleDeadline: now, at: now)
            Issue.record("a damaged session was touched")
        } catch {
            #expect(error.code == .corrupt)
        }
        let end = now.advanced(by: .seconds(86_400))
        var swept = 0
        for _ in 0..<4 { swept += try await store.sweep(limit: 10, at: end) }
        #expect(swept == 2)
        try await store.close()
    }

    @Test func aDamagedSessionKeepsNobodyFromTheOthersInItsList() async throws {
        let (server, prefix, store) = try await opened()
        for number in 0..<6 { _ = try await store.create(Sample.session(number)) }
        func name(_ number: Int) -> String { "\(prefix)s:\(Sample.key(number).hexadecimal)" }
        try await server.cli("SET", name(1), "Lnonsense", "KEEPTTL")
        try await server.cli("DEL", name(2))
        try await server.cli("HSET", name(2), "a", "b")
        // An instant that is none, which only the reader of the whole value sees.
        try await server.cli("SETRANGE", name(4), "66", "x")
        var (page, seen, broken) = (SessionPage(records: [], next: nil), [String](), [UnreadableSession]())
        repeat {
            page = try await store.sessions(of: Sample.principal(), after: page.next, limit: 2, at: now)
            #expect(page.records.count + page.unreadable.count == 2)
            seen += page.records.map(\.handle.text)
            broken += page.unreadable
        } while page.next != nil
        #expect(seen == ["sample-0", "sample-3", "sample-5"])
        #expect(broken.map(\.handle.text) == ["sample-1", "sample-2", "sample-4"])
        #expect(broken.map(\.kind) == [.workspace, .workspace, .terminal])
        #expect(broken.allSatisfy { $0.error.code == .corrupt })
        try await store.close()
    }

    @Test func aRestoreThatMeetsDamageChangesNothing() async throws {
        let (server, prefix, store) = try await opened()
        _ = try await store.create(Sample.session(1))
        try await server.cli("SET", "\(prefix)s:\(Sample.key(1).hexadecimal)", "Lnonsense", "KEEPTTL")
        // Its handle is asked for under another key, behind an entry that is well.
        var namesake = Sample.session(1)
        namesake.key = Sample.key(2)
        let entries = [Sample.session(3), namesake].map { StoredEntry.session($0.key, .live($0)) }
        let error = await #expect(throws: StorageError.self) { try await store.restore(entries) }
        #expect(error?.code == .corrupt)
        for number in [2, 3] { #expect(try await store.load(Sample.key(number), at: now) == .absent) }
        try await store.close()
    }

    @Test func scriptsForgottenUnderLoadAreTaughtAgain() async throws {
        let (server, _, store) = try await opened()
        _ = try await store.create(Sample.session(1, payload: [0]))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<40 {
                        while true {
                            guard case .live(let record) = try await store.load(Sample.key(1), at: now) else { return }
                            let next = [record.payload[0] &+ 1]
                            let outcome = try await store.commit(
                                next, for: record.key, expecting: record.version, idleDeadline: nil, at: now)
                            if case .committed = outcome { break }
                        }
                    }
                }
            }
            for _ in 0..<5 { try await server.cli("SCRIPT", "FLUSH") }
            try await group.waitForAll()
        }
        guard case .live(let record) = try await store.load(Sample.key(1), at: now) else {
            throw ConnectionEnded("a session")
        }
        #expect(record.version == 321 && record.payload == [64])
        try await store.close()
    }

    private func opened() async throws -> (RedisServer, String, RedisStorage) {
        let server = try await SharedServer.value()
        let prefix = "repair-\(SessionHandle.random()):"
        return (server, prefix + "{default}:", try await Sample.open(server, prefix: prefix))
    }
}
