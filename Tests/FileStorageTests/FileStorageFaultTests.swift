import FileStorage
import FileStorageCrashProbe
import Foundation
import SessionCore
import Testing

/// Scenario S91: what a disk that refuses does to the store. The refusals are put into the probe's system calls.
@Suite(.serialized) struct FileStorageFaultTests {
    private let folder: TemporaryFolder

    init() async throws {
        folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        for number in 0..<10 { _ = try await store.create(CrashScript.session(number)) }
        try await store.close()
    }

    /// Runs the probe with a fault in its calls on the log, or on the folder for an empty name.
    private func probe(_ mode: String, fault: String, on file: String = "/0000000001.log") throws -> [Substring] {
        try probe(mode, in: folder.path, fault: fault, on: "\(folder.path)/default\(file)")
    }

    private func probe(_ mode: String, in path: String, fault: String, on file: String) throws -> [Substring] {
        let call = fault.prefix { $0 != ":" }
        let tracer = [
            "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-P", file, "-e", "trace=\(call)",
            "-e", "inject=\(fault)",
        ]
        return try ProbeProcess(mode, in: path, under: tracer).lines()
    }

    private func firstBytes() async throws -> [UInt8?] {
        let store = try await Sample.open(folder)
        #expect(store.recovery.isClean)
        var bytes: [UInt8?] = []
        for number in 0..<10 {
            let found = try await store.load(CrashScript.session(number).key, at: CrashScript.start)
            guard case .live(let record) = found else { return [] }
            bytes.append(record.payload.first)
        }
        try await store.close()
        // Not before: a compaction that was due at the opening works on a file of that name.
        #expect(try folder.names(in: "default").allSatisfy { !$0.hasSuffix(".tmp") })
        return bytes
    }

    @Test(arguments: [
        ("ENOSPC", "full"), ("EDQUOT", "full"), ("EFBIG", "full"), ("EIO", "unavailable"), ("EROFS", "unavailable"),
    ])
    func refusedWriteSaysSoAndLeavesTheOldSession(_ fault: String, _ code: String) async throws {
        let lines = try probe("commit", fault: "pwrite64:error=\(fault)")
        let expected = (0..<10).flatMap { ["\($0) \(code)", "\($0) holds 100"] }
        #expect(lines.map(String.init) == ["open"] + expected + ["closed"])
        #expect(try await firstBytes() == Array(repeating: 100, count: 10))
    }

    @Test func failedSyncIsUnknownAndTheLogIsWrittenAnew() async throws {
        let lines = try probe("commit", fault: "fdatasync:error=EIO").map(String.init)
        #expect(lines.contains("0 unknown"))
        #expect(lines.filter { $0.hasSuffix(" committed") }.count + lines.filter { $0.hasSuffix(" unknown") }.count > 0)
        let bytes = try await firstBytes()
        for number in 0..<10 where lines.contains("\(number) committed") {
            #expect(bytes[number] == 9, "session \(number) was acknowledged")
        }
        for number in 0..<10 where lines.contains("\(number) unavailable") {
            #expect(bytes[number] == 100, "session \(number) was refused")
        }
        #expect(try folder.names(in: "default").contains("0000000002.log"), "a snapshot in the place of the log")
    }

    @Test(arguments: ["pwrite64:error=ENOSPC:when=1..3", "pwrite64:error=EIO:when=2", "fdatasync:error=EIO:when=1"])
    func writesGoOnWhenTheDiskTakesThemAgain(_ fault: String) async throws {
        let lines = try probe("retry", fault: fault).map(String.init)
        #expect(lines.last == "closed")
        #expect(lines.filter { $0.hasSuffix(" holds 9") }.count == 10)
        #expect(try await firstBytes() == Array(repeating: 9, count: 10))
    }

    /// What was written at `normal`, or by a process that was killed, is not on the disk because it can be read.
    @Test(arguments: ["/0000000001.log", ""])
    func whatIsServedMustBeOnTheDisk(_ file: String) async throws {
        let lines = try probe("hold", fault: "fsync:error=EIO", on: file)
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("refused unavailable") == true, "opened without a sync of '\(file)'")
        #expect(try await firstBytes() == Array(repeating: 100, count: 10))
    }

    @Test func folderThatIsMadeMustBeOnTheDisk() throws {
        let lines = try probe("hold", in: folder.path + "/some/new", fault: "fsync:error=EIO", on: folder.path)
        #expect(lines.first?.hasPrefix("refused unavailable") == true)
    }

    @Test func damagedSegmentStaysUntilItsSecondNameIsOnTheDisk() throws {
        let name = "default/0000000001.log"
        var bytes = try folder.contents(name)
        bytes[60] ^= 1
        try folder.write(bytes, to: name)
        let lines = try probe("hold", fault: "fsync:error=EIO", on: "/quarantine")
        #expect(lines.first?.hasPrefix("refused unavailable") == true)
        #expect(try folder.contents(name) == bytes)
    }

    @Test(arguments: [("EMFILE", "unavailable"), ("EACCES", "misconfigured"), ("EROFS", "misconfigured")])
    func folderThatCannotBeOpenedIsRefused(_ fault: String, _ code: String) async throws {
        let lines = try probe("commit", fault: "openat:error=\(fault)", on: "")
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("refused \(code)") == true)
        #expect(try await firstBytes() == Array(repeating: 100, count: 10))
    }

    /// The copy that a compaction makes has a name and calls of its own; what was acknowledged does not depend on it.
    @Test(arguments: [
        "pwrite64:error=ENOSPC", "pwrite64:error=EIO", "pwrite64:error=EROFS", "fdatasync:error=EIO",
    ])
    func failedCompactionCostsNothingAndLeavesNoLitter(_ fault: String) async throws {
        let lines = try probe("grow", fault: fault, on: "/0000000002.log.tmp").map(String.init)
        #expect(lines == ["open"] + (0..<10).map { "\($0) holds 26" } + ["closed"])
        #expect(try folder.names(in: "default").allSatisfy { !$0.hasSuffix(".tmp") })
        #expect(try await firstBytes() == Array(repeating: 26, count: 10))
    }

    @Test func compactionThatGetsNoFileCostsNothing() async throws {
        let lines = try ProbeProcess("grow-without-files", folder).lines().map(String.init)
        #expect(lines == ["open"] + (0..<10).map { "\($0) holds 26" } + ["closed"])
        #expect(try folder.names(in: "default").filter { $0.hasSuffix(".log") } == ["0000000001.log"])
        #expect(try await firstBytes() == Array(repeating: 26, count: 10))
    }

    /// Lets the probe fail to open a name in the store's folder: a first run, on a copy, tells which call that is.
    private func probe(_ mode: String, failingToOpen name: String, with fault: String) throws -> [String] {
        let copy = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: folder.path + "/default", toPath: copy.path + "/default")
        let first = ["/usr/bin/strace", "-f", "-qq", "-e", "trace=openat", "-P"]
        let watch = [copy.path + "/default", "-o", copy.path + "/trace"]
        _ = try ProbeProcess(mode, in: copy.path, under: first + watch).lines()
        let calls = String(decoding: try copy.contents("trace"), as: UTF8.self).split(separator: "\n")
            .filter { $0.contains("openat(") }
        let number = try #require(calls.firstIndex { $0.contains("\"\(name)\"") }) + 1
        return try probe(mode, fault: "openat:error=\(fault):when=\(number)", on: "").map(String.init)
    }

    /// At `normal` nothing has synced the old segment; a loss of power must not leave the new one without its end.
    @Test func oldSegmentIsOnTheDiskBeforeTheNewOneHasAName() throws {
        let trace = folder.path + "/trace"
        let tracer = ["/usr/bin/strace", "-f", "-qq", "-y", "-o", trace, "-e", "trace=fdatasync,linkat,renameat"]
        let lines = try ProbeProcess("grow-normal", in: folder.path, under: tracer).lines()
        #expect(lines.last == "closed")
        let calls = String(decoding: try folder.contents("trace"), as: UTF8.self).split(separator: "\n")
        let named = try #require(calls.firstIndex { $0.contains("\"0000000003.log\"") })
        #expect(calls[..<named].contains { $0.contains("fdatasync") && $0.contains("/0000000001.log>") })
    }

    /// What was moved past the walk of the copy is in the log behind it alone, which no later sync need come for.
    @Test func logBehindTheCopyIsOnTheDiskBeforeTheCopyCounts() throws {
        let trace = folder.path + "/trace"
        let tracer = ["/usr/bin/strace", "-f", "-qq", "-y", "-o", trace, "-e", "trace=fdatasync,linkat,renameat"]
        let lines = try ProbeProcess("grow-compacted-normal", in: folder.path, under: tracer).lines()
        #expect(lines.last == "closed")
        let calls = String(decoding: try folder.contents("trace"), as: UTF8.self).split(separator: "\n")
        let named = try #require(calls.firstIndex { $0.contains("\"0000000002.log\"") })
        let whole = try #require(
            calls[..<named].lastIndex { $0.contains("fdatasync(") && $0.contains("/0000000002.log") })
        #expect(calls[whole..<named].contains { $0.contains("fdatasync(") && $0.contains("/0000000003.log") })
    }

    @Test(arguments: [
        ("pwrite64:error=ENOSPC", "/0000000001.log", "full"), ("pwrite64:error=EIO", "/0000000001.log", "unavailable"),
        ("fdatasync:error=EIO", "/0000000001.log", "unavailable"), ("pwrite64:error=ENOSPC", "/health.tmp", "full"),
        ("pwrite64:error=EROFS", "/health.tmp", "unavailable"),
    ])
    func healthThrowsWhatAWriteWould(_ fault: String, _ file: String, _ code: String) async throws {
        let lines = try probe("health", fault: fault, on: file).map(String.init)
        #expect(lines.dropFirst().first == "ill \(code)")
        #expect(try await firstBytes() == Array(repeating: 100, count: 10))
        #expect(try folder.names(in: "default").allSatisfy { !$0.hasSuffix(".tmp") })
    }

    @Test func healthNeedsAFileOfItsOwn() throws {
        let lines = try ProbeProcess("health-without-files", folder).lines().map(String.init)
        #expect(lines == ["open", "ill unavailable", "ill unavailable", "ill unavailable", "closed"])
    }

    /// A store whose sync failed and that cannot be written anew stays ill.
    @Test func poisonedStoreStaysIll() throws {
        let all = ["/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync", "-e"]
        let poisoned = try ProbeProcess(
            "health", in: folder.path, under: all + ["inject=fdatasync:error=EIO"]
        ).lines().map(String.init)
        #expect(poisoned.filter { $0 == "ill unavailable" }.count == 3)
    }

    @Test(arguments: [
        ("ENOSPC", "full"), ("EIO", "unavailable"), ("EROFS", "misconfigured"), ("EMFILE", "unavailable"),
    ])
    func logThatCannotBeMadeIsRefusedByName(_ fault: String, _ code: String) throws {
        try FileManager.default.removeItem(atPath: folder.path + "/default/0000000001.log")
        let lines = try probe("hold", failingToOpen: "0000000001.log.tmp", with: fault)
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("refused \(code)") == true)
    }
}
