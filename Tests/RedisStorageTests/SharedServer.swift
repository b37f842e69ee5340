import TestSupport

/// One server for all suites that leave it alone: their prefixes keep them apart.
enum SharedServer {
    private static let starting = Task { try await RedisServer() }

    static func value() async throws -> RedisServer {
        try await starting.value
    }
}
