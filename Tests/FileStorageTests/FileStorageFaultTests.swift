import FileStorage
import FileStorageCrashProbe
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
        #expect(try folder.names(in: "default").allSatisfy { !$0.hasSuffix(".tmp") })
        var bytes: [UInt8?] = []
        for number in 0..<10 {
            let found = try await store.load(CrashScript.session(number).key, at: CrashScript.start)
            guard case .live(let record) = found else { return [] }
            bytes.append(record.payload.first)
        }
        try await store.close()
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
}
