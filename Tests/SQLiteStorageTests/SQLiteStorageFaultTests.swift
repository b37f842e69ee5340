import SQLiteStorage
import SQLiteStorageCrashProbe
import SessionCore
import TestSupport
import Testing

/// Scenario S91: what a disk that refuses does to the store. The refusals are put into the probe's system calls.
@Suite(.serialized) struct SQLiteStorageFaultTests {
    private let folder: TemporaryDirectory

    init() async throws {
        folder = try TemporaryDirectory("sqlite-storage")
        let store = try await Sample.open(folder)
        for number in 0..<10 { _ = try await store.create(CrashScript.session(number)) }
        try await store.close()
    }

    /// Runs the probe with a fault in its calls on one of the files.
    private func probe(
        _ mode: String, fault: String, on file: String = "sessions.db-wal", trace: String = "/dev/null"
    ) throws -> [String] {
        let call = fault.prefix { $0 != ":" }
        let tracer = [
            "/usr/bin/strace", "-f", "-qq", "-o", trace, "-P", folder.path(file), "-e", "trace=\(call)",
            "-e", "inject=\(fault)",
        ]
        return try ProbeProcess(mode, folder, under: tracer).lines().map(String.init)
    }

    private func firstBytes() async throws -> [UInt8?] {
        let store = try await Sample.open(folder)
        var bytes: [UInt8?] = []
        for number in 0..<10 {
            let found = try await store.load(CrashScript.session(number).key, at: CrashScript.start)
            guard case .live(let record) = found else { return [] }
            bytes.append(record.payload.first)
        }
        try await store.close()
        #expect(try RawDatabase(folder.path("sessions.db")).rows("PRAGMA integrity_check") == ["ok"])
        let names = try folder.names()
        #expect(names == ["sessions.db"], "litter: \(names)")
        return bytes
    }

    @Test(arguments: [("ENOSPC", "full"), ("EDQUOT", "unknown"), ("EIO", "unknown"), ("EROFS", "unknown")])
    func refusedWriteSaysSoAndLeavesTheOldSession(_ fault: String, _ code: String) async throws {
        // The first writes of the log belong to the opening: from the commits on every one fails.
        let lines = try probe("commit", fault: "pwrite64:error=\(fault)")
        let expected = (0..<10).flatMap { ["\($0) \(code)", "\($0) holds 100"] }
        #expect(lines == ["open"] + expected + ["closed"])
        #expect(try await firstBytes() == Array(repeating: 100, count: 10))
    }

    @Test func failedSyncIsUnknown() async throws {
        let lines = try probe("commit", fault: "fdatasync:error=EIO")
        #expect(lines.contains("0 unknown"))
        #expect(!lines.contains { $0.hasSuffix("committed") })
        let bytes = try await firstBytes()
        #expect(bytes.count == 10)
        #expect(bytes.allSatisfy { $0 == 100 || $0 == 9 })
    }

    /// What is written to settle the log fails as well: that is no reason to do it again at once, and for ever.
    @Test func failedSyncIsNotTriedAgainUntilTheNextWrite() throws {
        let traces = try TemporaryDirectory("sqlite-storage-traces")
        let lines = try probe("look", fault: "fdatasync:error=EIO", trace: traces.path("trace"))
        #expect(lines == ["open", "0 unknown", "closed"])
        let calls = String(decoding: try traces.contents("trace"), as: UTF8.self).split(separator: "\n")
            .filter { $0.contains("fdatasync") }
        #expect(calls.count >= 2, "the commit, and one that settles")
        #expect(calls.count <= 6, "the store goes on with \(calls.count) syncs for one commit")
    }

    @Test(arguments: [
        "pwrite64:error=ENOSPC:when=1..9", "pwrite64:error=EIO:when=2..5", "fdatasync:error=EIO:when=1..2",
    ])
    func writesGoOnWhenTheDiskTakesThemAgain(_ fault: String) async throws {
        let lines = try probe("retry", fault: fault)
        #expect(lines.last == "closed")
        #expect(lines.filter { $0.hasSuffix(" holds 9") }.count == 10)
        #expect(try await firstBytes() == Array(repeating: 9, count: 10))
    }

    @Test(arguments: [("EMFILE", "unavailable"), ("EACCES", "misconfigured"), ("EROFS", "misconfigured")])
    func fileThatCannotBeOpenedIsRefused(_ fault: String, _ code: String) async throws {
        let lines = try probe("commit", fault: "openat:error=\(fault)", on: "sessions.db")
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("refused \(code)") == true, "\(lines)")
        #expect(try await firstBytes() == Array(repeating: 100, count: 10))
    }
}
