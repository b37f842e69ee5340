import Logging
import NIOCore
import SessionCore
import Synchronization
import TestSupport
import Testing

@testable import RedisStorage

extension RedisServer {
    /// How to reach it over TCP, with patience for a busy machine.
    var settings: RedisSettings {
        RedisSettings(address: .tcp(host: "127.0.0.1", port: port)).with {
            $0.timeout = .seconds(20)
            $0.greetingTimeout = .seconds(20)
        }
    }
}

extension Logger {
    /// A logger that keeps nothing.
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

extension RedisSettings {
    /// The same with other values.
    func with(_ change: (inout RedisSettings) throws -> Void) rethrows -> RedisSettings {
        var settings = self
        try change(&settings)
        return settings
    }
}

extension RedisClient {
    /// How many calls are with the server.
    var sentCount: Int {
        lanes.reduce(0) { sum, lane in sum + lane.state.withLock { $0.calls.sentCount } }
    }

    /// Whether calls are refused at once.
    var isRefusing: Bool { circuit.refusal != nil }

    var isWithoutConnection: Bool {
        lanes.allSatisfy { !$0.isConnected.load(ordering: .relaxed) }
    }

    /// Waits until a call is answered again.
    func recovers() async throws {
        try await eventually("Redis answers again") {
            (try? await call(RedisCommand(.text("PING"), isWrite: false))) == .status("PONG")
        }
    }

    /// The same as `call`, with errors of any type, which the macros of tests want.
    func reply(_ command: RedisCommand) async throws -> RedisReply {
        try await call(command)
    }

    /// The code of the error that a command ends with; nothing when it is answered.
    func code(_ arguments: RedisArgument..., isWrite: Bool = true) async -> StorageError.Code? {
        do {
            _ = try await call(RedisCommand(arguments: arguments, isWrite: isWrite))
            return nil
        } catch {
            return error.code
        }
    }
}

/// Connects, lends the client, and closes it whatever happens.
func withRedis<Result>(
    _ settings: RedisSettings, logger: Logger = .silent, _ body: (RedisClient) async throws -> Result
) async throws -> Result {
    let client = try await RedisClient.connect(settings, logger: logger)
    do {
        let result = try await body(client)
        await client.close()
        return result
    } catch {
        await client.close()
        throw error
    }
}
