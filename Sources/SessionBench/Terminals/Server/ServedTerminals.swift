import Foundation
import Synchronization

/// The real server as a process of its own, with a data folder of its own, in memory as far as sessions go.
final class ServedTerminals: TerminalServer {
    private static let running = Mutex<Set<Int32>>([])
    private static let endsWithProcess =
        atexit {
            ServedTerminals.running.withLock { identifiers in
                for identifier in identifiers { Glibc.kill(identifier, SIGKILL) }
            }
        } == 0

    // Foundation does not say that Process may be shared; it is only touched under the mutex.
    private let process: Mutex<Process>
    private let identifier: Int32
    let port: Int

    /// Starts it and waits until it listens.
    ///
    /// - Parameters:
    ///   - executable: the path of `mooring`.
    ///   - folder: a folder of this server alone.
    init(executable: String, folder: String) async throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try ServedTerminals.configuration.write(
            toFile: folder + "/mooring.yaml", atomically: true, encoding: .utf8)
        let log = folder + "/server.log"
        guard FileManager.default.createFile(atPath: log, contents: nil), ServedTerminals.endsWithProcess,
            let output = FileHandle(forWritingAtPath: log)
        else { throw BenchFailure("\(log) cannot be written") }
        let child = Process()
        child.executableURL = URL(fileURLWithPath: executable)
        // Whoever runs the bench as root means it; the server is there for the run, on this machine alone.
        child.arguments = [
            "serve", "--config", folder + "/mooring.yaml", "--data", folder + "/data", "--port", "0", "--allow-root",
        ]
        child.standardInput = FileHandle.nullDevice
        child.standardOutput = output
        child.standardError = output
        try child.run()
        let identifier = child.processIdentifier
        self.identifier = identifier
        _ = ServedTerminals.running.withLock { $0.insert(identifier) }
        let began = Monotonic.now
        var found: Int?
        while found == nil {
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            found = text.firstMatch(of: /http:\/\/127\.0\.0\.1:([0-9]+)[^0-9]/).flatMap { Int($0.1) }
            guard found != nil || (child.isRunning && Monotonic.seconds(since: began) < Limits.terminalPatience) else {
                Glibc.kill(identifier, SIGKILL)
                throw BenchFailure("the server did not start: \(text.suffix(500))")
            }
            if found == nil { try await Task.sleep(for: .milliseconds(5)) }
        }
        port = found ?? 0
        process = Mutex(child)
    }

    var processorSeconds: Double {
        let text = MachineFacts.text(of: "/proc/\(identifier)/stat") ?? ""
        // The name in brackets may have blanks; user and system time are the 12th and 13th field after it.
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    var residentBytes: UInt64? {
        let line = MachineFacts.text(of: "/proc/\(identifier)/status")?
            .split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split { " \t".contains($0) }.dropFirst().first.flatMap { UInt64($0) }.map { $0 * 1024 }
    }

    /// Asks it to end, and does not wait for ever.
    func stop() async {
        Glibc.kill(identifier, SIGTERM)
        let began = Monotonic.now
        while process.withLock({ $0.isRunning }) {
            if Monotonic.seconds(since: began) > Limits.serverEndSeconds { Glibc.kill(identifier, SIGKILL) }
            do {
                try await Task.sleep(for: .milliseconds(5))
            } catch {
                Glibc.kill(identifier, SIGKILL)
            }
        }
        _ = ServedTerminals.running.withLock { $0.remove(identifier) }
    }

    private static let configuration = """
        storage: {backend: memory, durability: none}
        identity:
          strategies: [workspace-token]
          workspace-token: {client-minted: accept}
        terminals: {shell: /bin/sh}
        logging: {level: error}

        """
}
