import Foundation
import SessionBench

/// A program that measures stores of others as the bench measures its own (`--reference`), as a process of its own.
struct BenchReference {
    /// What the program reads from its standard input.
    private struct Request: Encodable {
        var plan: BenchPlan
        var folder: String
        var redis: String?
    }

    /// The most bytes of what it tells.
    private static let toldBytes = 64 << 20
    /// How long it has to end after an interruption.
    private static let patience = Duration.seconds(5)

    let program: String
    let plan: BenchPlan
    /// Where it may write; removed with the folder of the run.
    let folder: String
    /// A Redis of the bench's own, or nothing.
    let redis: String?

    /// Runs it to its end and gives each line to `taken`; an interruption ends it, and what it told by then counts.
    func run(_ stop: BenchInterruption, taken: (ReferenceLine) -> Void) async throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let (request, told) = ("\(folder)/request.json", "\(folder)/told.jsonl")
        try JSONEncoder().encode(Request(plan: plan, folder: folder, redis: redis)).write(
            to: URL(fileURLWithPath: request))
        let status = try await result(reading: request, writing: told, stop)
        for line in try lines(of: told, isWhole: status == 0) { taken(try ReferenceLine(line)) }
        guard status == 0 || stop.isInterrupted else {
            throw StartupProblem("--reference: \(program) ended with \(status); its errors are above")
        }
    }

    /// The status with which it ends; files, unlike pipes, cannot break under either side.
    private func result(
        reading request: String, writing told: String, _ stop: BenchInterruption
    ) async throws -> Int32 {
        guard FileManager.default.createFile(atPath: told, contents: nil) else {
            throw StartupProblem("--reference: \(told) cannot be written")
        }
        let child = Process()
        child.executableURL = URL(fileURLWithPath: program)
        child.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: request))
        child.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: told))
        do {
            try child.run()
        } catch {
            throw StartupProblem("--reference: \(program) cannot be run: \(error.localizedDescription)")
        }
        var asked: ContinuousClock.Instant?
        while child.isRunning {
            if let asked, asked.duration(to: .now) > BenchReference.patience { kill(child.processIdentifier, SIGKILL) }
            if asked == nil, stop.isInterrupted {
                asked = .now
                child.terminate()
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return child.terminationStatus
    }

    /// Its lines; of one that was ended early, without what comes after the last line feed.
    private func lines(of told: String, isWhole: Bool) throws -> [Data] {
        let data = try Data(contentsOf: URL(fileURLWithPath: told), options: .mappedIfSafe)
        guard data.count <= BenchReference.toldBytes else {
            throw StartupProblem("--reference: \(program) wrote more than \(BenchReference.toldBytes) bytes")
        }
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return (isWhole ? lines[...] : lines.dropLast()).filter { !$0.isEmpty }.map { Data($0) }
    }
}
