import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A real `redis-server` in a folder of its own, on ports of its own.
///
/// It outlives neither its last reference nor, where that is a static of a suite, the process of the tests.
///
/// Starting one costs some 50 ms: the tests of a suite share one where they can, and keep apart by namespace.
package final class RedisServer: Sendable {
    private let directory: TemporaryDirectory
    private let options: RedisServerOptions
    private let child: Mutex<ChildProcess>
    /// The port without TLS.
    package let port: Int
    /// The port with TLS; not listened on when the options have no certificates.
    package let tlsPort: Int
    /// The path of its unix socket.
    package let socketPath: String

    /// Returns when the server answers.
    package init(_ options: RedisServerOptions = RedisServerOptions()) async throws {
        let directory = try TemporaryDirectory("mooring-redis")
        self.directory = directory
        self.options = options
        socketPath = directory.path("redis.sock")
        // Another process may take a free port before the server does; then the next one is tried.
        var attempt = 0
        while true {
            let (port, tlsPort) = try await (RedisServer.freePort(), RedisServer.freePort())
            try directory.write(
                RedisServer.configuration(options, directory: directory, port: port, tlsPort: tlsPort),
                to: "redis.conf")
            let child = try RedisServer.start(in: directory)
            do {
                try await RedisServer.waitUntilReady(child, loading: options.returnsWhileLoading)
            } catch let error as ConnectionEnded {
                attempt += 1
                RedisServer.note(ended: child)
                guard attempt < 5, child.log.contains("Address already in use") else { throw error }
                continue
            }
            self.port = port
            self.tlsPort = tlsPort
            self.child = Mutex(child)
            return
        }
    }

    deinit {
        let child = child.withLock { $0 }
        child.send(SIGKILL)
        RedisServer.note(ended: child)
    }

    /// The address for clients without TLS and without a password.
    package var url: String { "redis://127.0.0.1:\(port)" }

    /// The folder with its data.
    package var path: String { directory.path }

    /// What it has said since it was last started.
    package var log: String { child.withLock { $0 }.log }

    package var identifier: Int32 { child.withLock { $0 }.identifier }

    /// Ends it as an operator would.
    package func stop() async throws {
        try await kill(SIGTERM)
    }

    /// Ends it with a signal, and waits for the end.
    package func kill(_ signal: Int32 = SIGKILL) async throws {
        let child = child.withLock { $0 }
        child.send(signal)
        _ = try await child.exitCode()
        RedisServer.note(ended: child)
    }

    /// Stops it in the middle of whatever it does, with its connections open.
    package func pause() {
        child.withLock { $0 }.send(SIGSTOP)
    }

    /// Lets it go on.
    package func resume() {
        child.withLock { $0 }.send(SIGCONT)
    }

    /// Ends it unless it has ended, and starts it again on the same ports.
    ///
    /// - Parameter empty: whether it forgets all its data.
    package func restart(empty: Bool = false) async throws {
        try await kill()
        if empty {
            for name in try FileManager.default.contentsOfDirectory(atPath: path)
            where name.hasPrefix("appendonly") || name.hasPrefix("dump") {
                try FileManager.default.removeItem(atPath: directory.path(name))
            }
        }
        let again = try RedisServer.start(in: directory)
        child.withLock { $0 = again }
        try await RedisServer.waitUntilReady(again, loading: options.returnsWhileLoading)
    }

    /// Waits until it has read its data, for a server that was started with `returnsWhileLoading`.
    package func isReady() async throws {
        try await RedisServer.waitUntilReady(child.withLock { $0 }, loading: false)
    }

    /// Runs `redis-cli` against the plain port, with the password of the options, and gives what it printed.
    @discardableResult
    package func cli(_ arguments: String...) async throws -> String {
        let password = options.password.map { ["REDISCLI_AUTH": $0] } ?? [:]
        let (_, output) = try await ChildProcess.run(
            RedisServer.program("redis-cli"), ["-p", String(port), "--no-auth-warning"] + arguments,
            environment: password)
        return output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func start(in directory: TemporaryDirectory) throws -> ChildProcess {
        let child = try ChildProcess(program("redis-server"), [directory.path("redis.conf")])
        try note(started: child, in: directory.path)
        return child
    }

    private static func waitUntilReady(_ child: ChildProcess, loading: Bool) async throws {
        let sign = loading ? "Server initialized" : "Ready to accept connections"
        try await eventually("a Redis server that answers") {
            if child.log.contains(sign) { return true }
            guard child.isRunning else {
                throw ConnectionEnded("starting redis-server; it said:\n\(child.log)")
            }
            return false
        }
    }

    private static func program(_ name: String) throws -> String {
        for directory in ["/usr/bin", "/usr/local/bin"]
        where FileManager.default.isExecutableFile(atPath: "\(directory)/\(name)") {
            return "\(directory)/\(name)"
        }
        throw MissingProgram(name: name)
    }

    private static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        try await channel.close()
        return port
    }
}
