import FileStorage
import FileStorageCrashProbe
import SessionCore
import Testing

/// Scenario S92: a process that is killed at any moment has lost nothing that it acknowledged at `full`.
@Suite(.serialized) struct FileStorageCrashTests {
    @Test(arguments: 1...25)
    func killedProcessLosesNothingItAcknowledged(_ round: Int) async throws {
        let folder = try TemporaryFolder()
        let steps = Int.random(in: 0..<(round * 60))
        try await check(folder, try kill(folder) { $0 >= steps })
    }

    /// A file that is not whole yet is there while the log is compacted, and hardly ever else.
    @Test(arguments: 1...5)
    func killedCompactionLosesNothingEither(_ round: Int) async throws {
        let folder = try TemporaryFolder()
        let acknowledged = try kill(folder) { steps in
            if steps >= 5_000 { return true }
            return try steps > 0 && folder.names(in: "default").contains { $0.hasSuffix(".tmp") }
        }
        try await check(folder, acknowledged)
    }

    /// Kills the probe as soon as it may, and answers how many steps of each writer it had acknowledged.
    private func kill(_ folder: TemporaryFolder, when isTime: (Int) throws -> Bool) throws -> [Int] {
        let probe = try ProbeProcess("write", folder)
        var acknowledged = Array(repeating: 0, count: CrashScript.writers)
        var isKilled = false
        while case let bytes = probe.read(), !bytes.isEmpty {
            for byte in bytes where (48..<58).contains(byte) { acknowledged[Int(byte) - 48] += 1 }
            if try !isKilled && isTime(acknowledged.reduce(0, +)) {
                probe.kill()
                isKilled = true
            }
        }
        probe.end()
        return acknowledged
    }

    private func check(_ folder: TemporaryFolder, _ acknowledged: [Int]) async throws {
        let store = try await Sample.open(folder)
        #expect(store.recovery.isClean, "a kill damages nothing but the end")
        for writer in 0..<CrashScript.writers { try await check(store, writer, acknowledged[writer]) }
        try await store.close()
        #expect(try folder.names(in: "default").allSatisfy { !$0.hasSuffix(".tmp") })
        #expect(try folder.names(in: "default/quarantine").isEmpty)
    }

    /// What the writer's sessions are must be what its acknowledged steps lead to, or one step further.
    private func check(_ store: FileStorage, _ writer: Int, _ count: Int) async throws {
        var before = SessionTable()
        for number in 0..<count { try CrashScript.perform(CrashScript.step(number, of: writer), in: &before) }
        var after = before
        try CrashScript.perform(CrashScript.step(count, of: writer), in: &after)
        var found: [LoadOutcome] = []
        let keys = CrashScript.keys(of: writer, before: count + 1)
        for key in keys { found.append(try await store.load(key, at: CrashScript.start)) }
        let allowed = [before, after].map { table in keys.map { table.load($0, at: CrashScript.start) } }
        #expect(allowed.contains(found), "writer \(writer) after \(count) acknowledged steps")
    }
}
