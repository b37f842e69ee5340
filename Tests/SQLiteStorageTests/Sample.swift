import Logging
import SQLiteStorage
import SessionCore
import TestSupport

/// Sessions and instants for tests of the SQLite store.
enum Sample {
    static let start = Timestamp(milliseconds: 4_102_444_800_000)

    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func key(_ number: Int) -> SessionKey {
        let digits = String(number, radix: 16)
        guard let token = SessionToken(String(repeating: "0", count: 64 - digits.count) + digits) else {
            fatalError("a sample token is not one")
        }
        return token.key
    }

    static func session(_ number: Int, payload: [UInt8] = [1, 2, 3]) -> SessionRecord {
        guard let handle = SessionHandle("sample-\(number)"), let owner = Principal("workspace:sample") else {
            fatalError("a sample name is not one")
        }
        return SessionRecord(
            key: key(number), handle: handle, kind: .terminal, owner: owner, createdAt: start,
            idleDeadline: start.advanced(by: .seconds(3_600)), absoluteDeadline: .never, payload: payload)
    }

    static func open(
        _ folder: TemporaryDirectory, namespace: Namespace = .standard, durability: Durability = .normal,
        busyTimeout: Duration = .seconds(5)
    ) async throws(StorageError) -> SQLiteStorage {
        try await SQLiteStorage.open(
            path: folder.path("sessions.db"), namespace: namespace, durability: durability, busyTimeout: busyTimeout,
            logger: logger)
    }
}

extension SQLiteStorage {
    func payload(_ number: Int) async throws -> [UInt8]? {
        guard case .live(let record) = try await load(Sample.key(number), at: Sample.start) else { return nil }
        return record.payload
    }

    func commit(_ payload: [UInt8], to number: Int, expecting version: UInt64) async throws(StorageError)
        -> CommitOutcome
    {
        try await commit(payload, for: Sample.key(number), expecting: version, idleDeadline: nil, at: Sample.start)
    }
}
