import SessionCore

@testable import mooring

/// Enough sessions that a command has to do with them for a while, and some that have ended.
struct ManySessions {
    /// The bytes of a payload: what writing takes its time for.
    static let payloadBytes = 2048
    /// The instant of which all is asked.
    static let now = SystemClock().now

    let sessions: [SessionRecord]
    /// Of other sessions than those.
    let tombstones: [SessionKey: Tombstone]

    init(_ count: Int) {
        let (now, later) = (Self.now, Self.now.advanced(by: .seconds(86_400)))
        sessions = (0..<count).map { number in
            SessionRecord(
                key: SessionToken.random().key, handle: .random(), kind: .workspace,
                owner: .workspace(.random()), createdAt: now, idleDeadline: later, absoluteDeadline: later,
                payload: (0..<Self.payloadBytes).map { UInt8(truncatingIfNeeded: $0 &* number &+ $0 / 251) })
        }
        let keys = (0..<(count / 20)).map { _ in SessionToken.random().key }
        tombstones = Dictionary(
            uniqueKeysWithValues: keys.map { ($0, Tombstone(handle: .random(), reason: .revoked, deadline: later)) })
    }

    var entries: [StoredEntry] {
        tombstones.map { .session($0, .ended($1)) } + sessions.map { .session($0.key, .live($0)) }
    }
}

extension Exportable {
    /// Writes entries, as many as a call may have at a time.
    func restoreAll(_ entries: [StoredEntry]) async throws {
        for start in stride(from: 0, to: entries.count, by: Limits.pageRecords) {
            try await restore(Array(entries[start..<min(start + Limits.pageRecords, entries.count)]))
        }
    }

    /// Those of the keys that a session is stored under which has not ended.
    func live(among keys: some Sequence<SessionKey>) async throws -> [SessionKey] {
        let keys = Array(keys)
        var live: [SessionKey] = []
        for start in stride(from: 0, to: keys.count, by: Limits.pageRecords) {
            let some = Array(keys[start..<Swift.min(start + Limits.pageRecords, keys.count)])
            for case .session(let key, .live) in try await entries(of: some) { live.append(key) }
        }
        return live
    }

    /// Everything that is stored.
    func all() async throws -> Set<StoredEntry> {
        var (all, cursor): (Set<StoredEntry>, ExportCursor?) = ([], nil)
        repeat {
            let page = try await export(after: cursor, limit: Limits.pageRecords)
            all.formUnion(page.entries)
            cursor = page.next
        } while cursor != nil
        return all
    }
}
