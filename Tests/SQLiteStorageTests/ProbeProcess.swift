import Foundation
import Glibc
import SessionCore
import TestSupport

/// The crash probe as a process of its own, with what it says.
final class ProbeProcess {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// - Parameter wrapper: a command that runs it, such as a tracer, with its arguments.
    convenience init(
        _ mode: String, _ folder: TemporaryDirectory, level: Durability = .full, under wrapper: [String] = []
    ) throws {
        try self.init(mode, in: folder.path("sessions.db"), level: level, under: wrapper)
    }

    init(_ mode: String, in path: String, level: Durability = .full, under wrapper: [String] = []) throws {
        let executable = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let probe = executable.deletingLastPathComponent().appendingPathComponent("SQLiteStorageCrashProbe").path
        let command = wrapper + [probe, mode, path, level.rawValue]
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    var processIdentifier: Int32 { process.processIdentifier }

    /// The next bytes it says, empty at its end.
    func read() -> [UInt8] {
        Array(output.fileHandleForReading.availableData)
    }

    /// All lines it says until its end.
    func lines() -> [Substring] {
        input.fileHandleForWriting.closeFile()
        var bytes: [UInt8] = []
        while case let more = read(), !more.isEmpty { bytes += more }
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }

    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
    }

    /// Ends it and waits for that.
    func end() {
        input.fileHandleForWriting.closeFile()
        process.waitUntilExit()
    }
}
