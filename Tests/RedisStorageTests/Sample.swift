import Logging
import NIOCore
import SessionCore
import TestSupport

@testable import RedisStorage

/// Sessions, instants and stores for the tests of the Redis store.
enum Sample {
    static let start = Timestamp(milliseconds: 4_102_444_800_000)

    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func key(_ number: Int) -> SessionKey {
        token(number).key
    }

    static func token(_ number: Int) -> SessionToken {
        let digits = String(number, radix: 16)
        guard let token = SessionToken(String(repeating: "0", count: 64 - digits.count) + digits) else {
            fatalError("a sample token is not one")
        }
        return token
    }

    static func session(_ number: Int, owner: String = "workspace:sample", payload: [UInt8] = [1, 2, 3])
        -> SessionRecord
    {
        guard let handle = SessionHandle("sample-\(number)") else { fatalError("a sample name is not one") }
        return SessionRecord(
            key: key(number), handle: handle, kind: .terminal, owner: principal(owner), createdAt: start,
            idleDeadline: start.advanced(by: .seconds(3_600)), absoluteDeadline: start.advanced(by: .seconds(86_400)),
            payload: payload)
    }

    static func principal(_ text: String = "workspace:sample") -> Principal {
        guard let owner = Principal(text) else { fatalError("a sample name is not one") }
        return owner
    }

    static func settings(_ server: RedisServer) -> RedisSettings {
        var settings = RedisSettings(address: .tcp(host: "127.0.0.1", port: server.port))
        settings.timeout = .seconds(30)
        return settings
    }

    static func open(
        _ server: RedisServer, prefix: String, namespace: Namespace = .standard
    ) async throws(StorageError) -> RedisStorage {
        let client = try await RedisClient.connect(settings(server), logger: logger)
        return RedisStorage(client: client, prefix: prefix, namespace: namespace, logger: logger)
    }
}
