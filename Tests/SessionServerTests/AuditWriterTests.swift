import Foundation
import Logging
import ServiceLifecycle
import SessionCore
import SessionServer
import TestSupport
import Testing

/// What is recorded is written, in order, within bounds, and into a file that only its owner reads.
@Suite struct AuditWriterTests {
    private let folder: TemporaryDirectory
    private let clock = ManualClock()
    private var path: String { folder.path("audit.jsonl") }

    init() throws { folder = try TemporaryDirectory() }

    private func writer() throws -> AuditWriter {
        try AuditWriter(to: .file(path), clock: clock, logger: LogMemory().logger)
    }

    private func lines(_ path: String) throws -> [JSON] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { try #require(JSON(String($0))) }
    }

    /// Runs the writer as a server does, and ends it in order.
    private func running(_ writer: AuditWriter, _ body: () async throws -> Void) async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [writer], logger: LogMemory().logger))
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test func whatIsRecordedIsInTheFileAfterTheEnd() async throws {
        let writer = try writer()
        let who = try #require(Principal("workspace:abc"))
        try await running(writer) {
            for number in 0..<100 {
                writer.record(
                    AuditEntry(.revoke, who: who, on: "h\(number)", from: "192.0.2.1", window: "w", detail: ["a": "b"]))
            }
        }
        let lines = try lines(path)
        #expect(lines.map { $0["on"].string } == (0..<100).map { "h\($0)" })
        #expect(lines[0]["act"] == "revoke" && lines[0]["outcome"] == "done" && lines[0]["who"] == "workspace:abc")
        #expect(lines[0]["from"] == "192.0.2.1" && lines[0]["window"] == "w" && lines[0]["detail"]["a"] == "b")
        #expect(lines[0]["time"].string?.hasSuffix("Z") == true)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func aTextFromAPeerStaysOneLineAndIsCut() async throws {
        let writer = try writer()
        try await running(writer) {
            writer.record(AuditEntry(.frame, on: "a\n{\"act\":\"revoke\"}\u{0}\u{7f}", outcome: "x"))
            writer.record(AuditEntry(.frame, on: String(repeating: "é", count: 100_000)))
        }
        let lines = try lines(path)
        #expect(lines.count == 2 && lines[0]["on"].string == "a\n{\"act\":\"revoke\"}\u{0}\u{7f}")
        #expect((lines[1]["on"].string ?? "").utf8.count <= Limits.auditTextBytes)
    }

    @Test func whatDoesNotFitIsCounted() async throws {
        let writer = try writer()
        // Nobody writes yet.
        for _ in 0..<(Limits.auditEntries + 7) { writer.record(AuditEntry(.connect)) }
        try await running(writer) {}
        let lines = try lines(path)
        #expect(lines.count == Limits.auditEntries + 1)
        #expect(lines.last?["act"] == "lost" && lines.last?["detail"]["entries"] == "7")
    }

    @Test func aFileThatWasMovedAwayIsMadeAnew() async throws {
        let (writer, old) = (try writer(), folder.path("old.jsonl"))
        try await running(writer) {
            writer.record(AuditEntry(.connect, on: "one"))
            try await eventually("the first line") { (try? lines(path).count) == 1 }
            try FileManager.default.moveItem(atPath: path, toPath: old)
            writer.record(AuditEntry(.connect, on: "two"))
            try await eventually("the second line in the old file") { (try? lines(old).count) == 2 }
            writer.reopen()
            writer.record(AuditEntry(.connect, on: "three"))
        }
        #expect(try lines(path).map { $0["on"].string } == ["three"])
    }

    @Test func aPlaceThatCannotBeWrittenIsSaidAtTheStart() throws {
        #expect {
            _ = try AuditWriter(to: .file("/nowhere/audit.jsonl"), clock: clock, logger: LogMemory().logger)
        } throws: {
            "\($0)".contains("/nowhere/audit.jsonl") && "\($0)".contains("audit.file")
        }
        // A link could lead anywhere.
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder.path("elsewhere"))
        #expect(throws: ServerSetupError.self) { _ = try writer() }
    }
}
