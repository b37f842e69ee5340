import Foundation
import SessionBench
import Synchronization

/// A Redis server of the bench's own: on this machine only, with all it keeps in the folder of the run.
final class BenchRedis: Sendable {
    /// How long a server may take before it answers, in seconds.
    private static let patience = 60.0
    /// The servers that run, so that none is left behind however the process ends.
    private static let running = Mutex<Set<Int32>>([])
    private static let endsWithProcess =
        atexit {
            BenchRedis.running.withLock { identifiers in
                for identifier in identifiers { Glibc.kill(identifier, SIGKILL) }
            }
        } == 0

    let address: RedisAddress
    let url: String
    private let port: Int
    private let isAlwaysSynced: Bool
    // Foundation does not say that Process may be shared; it is only touched under the mutex.
    private let process = Mutex<Process?>(nil)
    private let folder = Mutex("")

    /// Chooses a port; nothing is started yet.
    ///
    /// - Parameter isAlwaysSynced: whether every write waits for the disk (`appendfsync always`, not `everysec`).
    init(isAlwaysSynced: Bool) throws {
        guard BenchRedis.program != nil else {
            throw StartupProblem("--redis-start: redis-server is not in PATH; install it, or leave out --redis-start")
        }
        port = try BenchRedis.freePort()
        url = "redis://127.0.0.1:\(port)/0"
        guard let address = RedisAddress(url) else { throw StartupProblem("\(url) is no address of a Redis") }
        self.address = address
        self.isAlwaysSynced = isAlwaysSynced
    }

    /// Starts the server for the first time, with its files in a new folder.
    func start(below parent: String) async throws {
        let path = "\(parent)/redis-\(port)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        folder.withLock { $0 = path }
        try await start()
    }

    /// Starts the server over what it has, and waits until it answers.
    func start() async throws {
        guard BenchRedis.endsWithProcess else { throw StartupProblem("the end of a Redis server cannot be arranged") }
        let path = folder.withLock { $0 }
        let child = Process()
        child.executableURL = BenchRedis.program
        child.arguments = [
            "--port", "\(port)", "--bind", "127.0.0.1", "--dir", path, "--logfile", "\(path)/redis.log", "--save", "",
            "--appendonly", "yes", "--appendfsync", isAlwaysSynced ? "always" : "everysec",
            "--maxmemory-policy", "noeviction",
        ]
        child.standardInput = FileHandle.nullDevice
        child.standardOutput = FileHandle.nullDevice
        child.standardError = FileHandle.nullDevice
        try child.run()
        let identifier = child.processIdentifier
        _ = BenchRedis.running.withLock { $0.insert(identifier) }
        process.withLock { $0 = child }
        let began = Date()
        while !address.answers {
            guard process.withLock({ $0?.isRunning == true }), Date().timeIntervalSince(began) < BenchRedis.patience
            else { throw StartupProblem("the Redis server of the bench does not answer: \(log(in: path))") }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// Ends the server at once, as a crash would.
    func kill() {
        process.withLock { process in
            guard let child = process else { return }
            Glibc.kill(child.processIdentifier, SIGKILL)
            child.waitUntilExit()
            _ = BenchRedis.running.withLock { $0.remove(child.processIdentifier) }
            process = nil
        }
    }

    private func log(in path: String) -> String {
        let text = (try? String(contentsOfFile: "\(path)/redis.log", encoding: .utf8)) ?? "it wrote no log"
        return text.split(separator: "\n").suffix(2).joined(separator: " / ")
    }

    private static var program: URL? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.lazy.map { URL(fileURLWithPath: "\($0)/redis-server") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// A port that nobody listens on now.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failed = withUnsafeMutablePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) != 0 || getsockname(descriptor, $0, &size) != 0
            }
        }
        guard descriptor >= 0, !failed else {
            throw StartupProblem("no port is free for the Redis server of the bench")
        }
        return Int(UInt16(bigEndian: place.sin_port))
    }
}
