import SessionCore
import TestSupport
import Testing

@testable import SQLiteStorage

/// What a connection makes of failures.
@Suite struct ConnectionTests {
    /// An I/O error, or no memory, ends a transaction by itself.
    @Test func whatFailsFirstInATransactionIsTold() throws {
        let folder = try TemporaryDirectory("sqlite-storage")
        try RawDatabase(folder.path("sessions.db")).run(
            "CREATE TABLE things(id INTEGER PRIMARY KEY); INSERT INTO things VALUES(7)")
        let connection = try Connection(path: folder.path("sessions.db"))
        let failure = StoreFailure.library(code: 10, text: "disk I/O error", system: 5)
        for endsByItself in [true, false] {
            do throws(StoreFailure) {
                try connection.reading { () throws(StoreFailure) in
                    _ = try connection.number("SELECT id FROM things")
                    if endsByItself { try connection.execute("ROLLBACK") }
                    throw failure
                }
                Issue.record("the failure is lost")
            } catch {
                #expect(error.undone.code == .unavailable, "\(error)")
            }
            #expect(!connection.isInTransaction)
        }
        let found = try connection.reading { () throws(StoreFailure) in try connection.number("SELECT id FROM things") }
        #expect(found == 7)
    }
}
