import Foundation
import SessionCore

/// The changes of one decision as they stand in the journal.
struct JournalLine: Codable {
    enum Change: Codable {
        case stored(SavedSession)
        case committed(key: String, payload: Data, version: UInt64, idle: Timestamp, at: Timestamp)
        case touched(key: String, idle: Timestamp, at: Timestamp)
        case rotated(key: String, SavedTombstone, into: SavedSession)
        case authenticated(key: String, at: Timestamp)
        case ended(key: String, SavedTombstone)
        case removed(key: String)
        case epoch(String, Timestamp)
    }

    /// A word in the journal is not what it should be.
    struct Unreadable: Error {}

    let changes: [Change]
}

extension JournalLine.Change {
    init(_ change: SessionChange) {
        switch change {
        case .stored(let record):
            self = .stored(SavedSession(record))
        case .committed(let key, let payload, let version, let idle, let now):
            self = .committed(key: key.hexadecimal, payload: Data(payload), version: version, idle: idle, at: now)
        case .touched(let key, let idle, let now):
            self = .touched(key: key.hexadecimal, idle: idle, at: now)
        case .rotated(let key, let tombstone, let record):
            self = .rotated(key: key.hexadecimal, SavedTombstone(tombstone), into: SavedSession(record))
        case .authenticated(let key, let instant):
            self = .authenticated(key: key.hexadecimal, at: instant)
        case .ended(let key, let tombstone):
            self = .ended(key: key.hexadecimal, SavedTombstone(tombstone))
        case .removed(let key):
            self = .removed(key: key.hexadecimal)
        case .epochRaised(let principal, let instant):
            self = .epoch(principal.text, instant)
        }
    }

    func change() throws -> SessionChange {
        switch self {
        case .stored(let session):
            .stored(try session.record())
        case .committed(let key, let payload, let version, let idle, let now):
            .committed(
                try read(key), payload: Array(payload), version: version, idleDeadline: idle, touchedAt: now)
        case .touched(let key, let idle, let now):
            .touched(try read(key), idleDeadline: idle, touchedAt: now)
        case .rotated(let key, let tombstone, let session):
            .rotated(try read(key), try tombstone.tombstone(), into: try session.record())
        case .authenticated(let key, let instant):
            .authenticated(try read(key), at: instant)
        case .ended(let key, let tombstone):
            .ended(try read(key), try tombstone.tombstone())
        case .removed(let key):
            .removed(try read(key))
        case .epoch(let text, let instant):
            .epochRaised(try Principal(text).orThrow(), to: instant)
        }
    }

    private func read(_ key: String) throws -> SessionKey {
        try SessionKey(hexadecimal: key).orThrow()
    }
}

extension Optional {
    /// What is there, or the error of a word that could not be read.
    func orThrow() throws -> Wrapped {
        guard let self else { throw JournalLine.Unreadable() }
        return self
    }
}
