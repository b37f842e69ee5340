import MemoryStorage
import SessionCore

/// A store with something of everything, in several pages: sessions, tombstones, a grace, an epoch.
struct CopyingSample {
    let source = MemoryStorage()
    let now = Timestamp(milliseconds: 1_800_000_000_000)
    let owner = Principal.workspace(.random())
    private(set) var live: [SessionKey] = []
    private(set) var ended: [SessionKey] = []

    init(sessions: Int = 1_100) async throws {
        for index in 0..<sessions {
            let record = record()
            guard case .created = try await source.create(record) else { continue }
            guard index.isMultiple(of: 4) else {
                live.append(record.key)
                continue
            }
            _ = try await source.revoke(record.key, reason: .revoked, at: now)
            ended.append(record.key)
        }
        let rotation = Rotation(
            to: SessionToken.random().key, graceUntil: now.advanced(by: .seconds(60)))
        _ = try await source.rotate(live[0], with: rotation, expecting: 1, at: now)
        live[0] = rotation.newKey
        try await source.raiseEpoch(of: .workspace(.random()), to: now)
    }

    func record(_ payload: [UInt8] = Array("payload".utf8)) -> SessionRecord {
        SessionRecord(
            key: SessionToken.random().key, handle: .random(), kind: .login, owner: owner, createdAt: now,
            idleDeadline: now.advanced(by: .seconds(3_600)), absoluteDeadline: .never, payload: payload)
    }

    /// What a comparison of the source with a copy tells.
    func differences(_ target: any Exportable) async throws -> [String] {
        var found: [String] = []
        _ = try await StorageComparison(source, with: target).run(at: now) { found.append($0.what) }
        return found
    }
}
