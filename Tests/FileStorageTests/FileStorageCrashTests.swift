import FileStorage
import FileStorageCrashProbe
import SessionCore
import Testing

/// Scenario S92: a process that is killed at any moment has lost nothing that it acknowledged at `full`.
@Suite(.serialized) struct FileStorageCrashTests {
    @Test(arguments: 1...25)
    func killedProcessLosesNothingItAcknowledged(_ round: Int) async throws {
        let folder = try TemporaryFolder()
        let acknowledged = try kill(after: Int.random(in: 0..<(round * 60)), in: folder)
        let store = try await Sample.open(folder)
        #expect(store.recovery.isClean, "a kill damages nothing but the end")
        for writer in 0..<CrashScript.writers {
            try await check(store, writer, acknowledged[writer])
        }
        try await store.close()
        #expect(try folder.names(in: "default").allSatisfy { !$0.hasSuffix(".tmp") })
        #expect(try folder.names(in: "default/quarantine").isEmpty)
    }

    /// Kills the probe once it has acknowledged some steps, and answers how many each writer's were.
    private func kill(after steps: Int, in folder: TemporaryFolder) throws -> [Int] {
        let probe = try ProbeProcess("write", folder)
        var acknowledged = Array(repeating: 0, count: CrashScript.writers)
        var isKilled = false
        while case let bytes = probe.read(), !bytes.isEmpty {
            for byte in bytes where (48..<58).contains(byte) { acknowledged[Int(byte) - 48] += 1 }
            if !isKilled, acknowledged.reduce(0, +) >= steps {
                probe.kill()
                isKilled = true
            }
        }
        probe.end()
        return acknowledged
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
