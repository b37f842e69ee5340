import SessionCore
import Synchronization
import TestSupport
import Testing

@testable import SQLiteStorage

/// Reads while another process keeps the database for itself.
@Suite struct ReaderPoolTests {
    private let folder: TemporaryDirectory
    private let outsider: RawDatabase

    init() throws {
        folder = try TemporaryDirectory("sqlite-storage")
        outsider = try RawDatabase(folder.path("sessions.db"))
        try outsider.run("CREATE TABLE things(id INTEGER PRIMARY KEY); INSERT INTO things VALUES(7)")
    }

    /// A pool on the file, which tells for how long each of its connections may wait.
    private func pool(busyTimeout: Duration, _ told: @escaping @Sendable (Duration) -> Void = { _ in }) -> ReaderPool {
        let path = folder.path("sessions.db")
        return ReaderPool(count: 4, busyTimeout: busyTimeout, condition: Condition()) {
            (duration: Duration) throws(StoreFailure) in
            told(duration)
            let connection = try Connection(path: path)
            connection.wait(milliseconds: Int(duration / .milliseconds(1)))
            _ = try connection.number("SELECT id FROM things")
            return connection
        }
    }

    @Test func readersShareTheTimeTheyWait() async throws {
        try outsider.run("BEGIN EXCLUSIVE")
        let waits = Mutex<[Duration]>([])
        let timeout = Duration.milliseconds(400)
        let pool = pool(busyTimeout: timeout) { duration in waits.withLock { $0.append(duration) } }
        let began = ContinuousClock.now
        try await withThrowingTaskGroup(of: ContinuousClock.Instant.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    let asked = ContinuousClock.now
                    await #expect { try await pool.thing() } throws: { ($0 as? StorageError)?.code == .timeout }
                    return asked
                }
            }
            let last = try await group.reduce(began) { max($0, $1) }
            let sum = waits.withLock { $0.reduce(Duration.zero, +) }
            #expect(sum <= timeout * 2 + began.duration(to: last), "one waits for the others as well: \(sum) in all")
        }
        #expect(pool.waitingCount.load(ordering: .relaxed) == 0)
        try outsider.run("ROLLBACK")
        #expect(try await pool.thing() == 7)
    }

    @Test func readersThatWaitHaveALimit() async throws {
        let pool = pool(busyTimeout: .seconds(60))
        #expect(try await pool.thing() == 7)
        try outsider.run("BEGIN EXCLUSIVE")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<Limits.waitingReads {
                group.addTask {
                    let found = try await pool.thing()
                    #expect(found == 7)
                }
            }
            try await eventually("the reads to wait") {
                pool.waitingCount.load(ordering: .relaxed) == Limits.waitingReads
            }
            await #expect { try await pool.thing() } throws: { ($0 as? StorageError)?.code == .unavailable }
            try outsider.run("ROLLBACK")
            try await group.waitForAll()
        }
        #expect(try await pool.thing() == 7)
    }
}

extension ReaderPool {
    fileprivate func thing() async throws(StorageError) -> Int64 {
        try await read { connection throws(StoreFailure) in try connection.number("SELECT id FROM things") }
    }
}
