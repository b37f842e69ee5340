import Foundation
import Synchronization

/// The real application, as a process of its own on a port of its own; it does not outlive its last reference.
final class RunningShop: Sendable {
    // Only touched under the mutex.
    private let process: Mutex<Process>
    private let output = Mutex(Data())
    let port: Int

    init(_ folder: TemporaryFolder, _ arguments: [String] = []) async throws {
        let child = Process()
        child.executableURL = Self.executable
        child.arguments =
            ["--port", "0", "--data", folder.path, "--user", "ada:engine", "--user", "bob:builder"] + arguments
        child.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        child.standardOutput = pipe
        child.standardError = pipe
        try child.run()
        // Ours is closed, so that the end of the process is the end of what can be read.
        try pipe.fileHandleForWriting.close()
        let identifier = child.processIdentifier
        process = Mutex(child)
        let text = try await Self.start(of: pipe.fileHandleForReading)
        guard let match = text.firstMatch(of: /http:\/\/127\.0\.0\.1:([0-9]+) now/), let port = Int(match.1) else {
            kill(identifier, SIGKILL)
            throw TestFailure("the application said no address but:\n\(text)")
        }
        self.port = port
        output.withLock { $0 = Data(text.utf8) }
        pipe.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            self?.output.withLock { $0.append(data) }
        }
    }

    deinit {
        process.withLock { if $0.isRunning { kill($0.processIdentifier, SIGKILL) } }
    }

    /// What it has said, on both of its outputs.
    var log: String { output.withLock { String(decoding: $0, as: UTF8.self) } }

    /// Asks it to end, and waits until it has.
    func stop() async throws {
        process.withLock { if $0.isRunning { kill($0.processIdentifier, SIGTERM) } }
        let deadline = ContinuousClock.now + .seconds(20)
        while process.withLock({ $0.isRunning }) {
            guard ContinuousClock.now < deadline else { throw TestFailure("the application did not end:\n\(log)") }
            try await Task.sleep(for: .milliseconds(10))
        }
        let code = process.withLock { $0.terminationStatus }
        guard code == 0 else { throw TestFailure("the application ended with \(code):\n\(log)") }
    }

    /// Beside the bundle of these tests.
    private static var executable: URL {
        let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? "/proc/self/exe"
        var url = URL(fileURLWithPath: bundle).resolvingSymlinksInPath().deletingLastPathComponent()
        while url.path.contains(".xctest") { url.deleteLastPathComponent() }
        return url.appendingPathComponent("HummingbirdLogin")
    }

    private static func start(of handle: FileHandle) async throws -> String {
        let gathered = Mutex(Data())
        let ended = Mutex(false)
        handle.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty { ended.withLock { $0 = true } }
            gathered.withLock { $0.append(data) }
        }
        defer { handle.readabilityHandler = nil }
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline, !ended.withLock({ $0 }) {
            let text = gathered.withLock { String(decoding: $0, as: UTF8.self) }
            if text.contains(" now.") { return text }
            try await Task.sleep(for: .milliseconds(10))
        }
        return gathered.withLock { String(decoding: $0, as: UTF8.self) }
    }
}
