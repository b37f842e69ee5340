import Foundation
import Synchronization

/// A program that a test runs: what it says is kept, and it does not outlive its last reference.
package final class ChildProcess: Sendable {
    /// Bytes of output kept; older ones are forgotten.
    private static let outputBytes = 1 << 20

    // Foundation does not say that Process may be shared; it is only touched under the mutex.
    private let process: Mutex<Process>
    private let output = Mutex((bytes: Data(), isWhole: false))
    package let identifier: Int32

    /// - Parameters:
    ///   - program: the path of an executable.
    ///   - environment: added to that of the test.
    package init(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        let child = Process()
        child.executableURL = URL(fileURLWithPath: program)
        child.arguments = arguments
        child.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        child.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        child.standardOutput = pipe
        child.standardError = pipe
        try child.run()
        identifier = child.processIdentifier
        process = Mutex(child)
        pipe.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let data = handle.availableData
            guard !data.isEmpty else {
                handle.readabilityHandler = nil
                self?.output.withLock { $0.isWhole = true }
                return
            }
            self?.keep(data)
        }
    }

    deinit {
        send(SIGKILL)
    }

    private func keep(_ data: Data) {
        output.withLock { output in
            output.bytes.append(data)
            guard output.bytes.count > ChildProcess.outputBytes else { return }
            output.bytes = Data(output.bytes.suffix(ChildProcess.outputBytes / 2))
        }
    }

    /// What it has said, on both of its outputs.
    package var log: String {
        output.withLock { String(decoding: $0.bytes, as: UTF8.self) }
    }

    package var isRunning: Bool {
        process.withLock { $0.isRunning }
    }

    package func send(_ signal: Int32) {
        guard isRunning else { return }
        kill(identifier, signal)
    }

    /// Waits for the end. The exit status, or the negative number of the signal that ended it.
    package func exitCode(within duration: Duration = .seconds(20)) async throws -> Int32 {
        try await eventually(within: duration, "the end of a child process; it said:\n\(log)") { !isRunning }
        return process.withLock { $0.terminationReason == .exit ? $0.terminationStatus : -$0.terminationStatus }
    }

    /// All that it has said, once it has ended: the pipe may be behind the process. Where a process of its own still holds
    /// the pipe, what there is after a while.
    package func wholeLog() async throws -> String {
        try? await eventually(within: .seconds(5), "the end of what a child process says") {
            output.withLock(\.isWhole)
        }
        return log
    }

    /// Runs a program to its end.
    package static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:],
        within duration: Duration = .seconds(30)
    ) async throws -> (code: Int32, output: String) {
        let child = try ChildProcess(program, arguments, environment: environment)
        let code = try await child.exitCode(within: duration)
        return (code, try await child.wholeLog())
    }
}
