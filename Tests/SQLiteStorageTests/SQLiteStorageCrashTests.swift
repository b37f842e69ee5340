import SQLiteStorage
import SQLiteStorageCrashProbe
import SessionCore
import TestSupport
import Testing

/// Scenario S92: a process that is killed at any moment has lost nothing that it acknowledged.
@Suite(.serialized) struct SQLiteStorageCrashTests {
    @Test(arguments: Durability.allCases, 1...4)
    func killedProcessLosesNothingItAcknowledged(_ level: Durability, _ round: Int) async throws {
        let folder = try TemporaryDirectory("sqlite-storage")
        let steps = Int.random(in: 0..<(round * round * 200))
        try await check(folder, try kill(folder, level) { $0 >= steps })
    }

    /// Kills the probe as soon as it may, and answers how many steps of each writer it had acknowledged.
    private func kill(_ folder: TemporaryDirectory, _ level: Durability, when isTime: (Int) -> Bool) throws -> [Int] {
        let probe = try ProbeProcess("write", folder, level: level)
        var acknowledged = Array(repeating: 0, count: CrashScript.writers)
        var isKilled = false
        while case let bytes = probe.read(), !bytes.isEmpty {
            for byte in bytes where (48..<58).contains(byte) { acknowledged[Int(byte) - 48] += 1 }
            if !isKilled && isTime(acknowledged.reduce(0, +)) {
                probe.kill()
                isKilled = true
            }
        }
        probe.end()
        return acknowledged
    }

    private func check(_ folder: TemporaryDirectory, _ acknowledged: [Int]) async throws {
        let store = try await Sample.open(folder)
        for writer in 0..<CrashScript.writers { try await check(store, writer, acknowledged[writer]) }
        try await store.close()
        #expect(try RawDatabase(folder.path("sessions.db")).rows("PRAGMA integrity_check") == ["ok"])
    }

    /// What the writer's sessions are must be what its acknowledged steps lead to, or one step further.
    private func check(_ store: SQLiteStorage, _ writer: Int, _ count: Int) async throws {
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
