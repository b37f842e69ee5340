import SessionCore
import TestSupport
import Testing

@testable import SQLiteStorage

/// What a statement costs follows what it finds, not what is stored.
@Suite struct QueryPlanTests {
    @Test(arguments: Query.allCases)
    func nothingIsScanned(_ query: Query) async throws {
        for step in try await plan(query) {
            #expect(!step.contains("SCAN"), "\(query): \(step)")
            #expect(!step.contains("TEMP B-TREE"), "\(query): \(step)")
        }
    }

    @Test(arguments: [
        (Query.session, "SEARCH s USING INTEGER PRIMARY KEY (rowid=?)"),
        (.holders, "SEARCH s USING INDEX sessions_by_handle (namespace=? AND handle=?)"),
        (.list, "SEARCH s USING INDEX sessions_by_owner (namespace=? AND owner=? AND handle>?)"),
        (.isListed, "SEARCH sessions USING INDEX sessions_by_owner (namespace=? AND owner=?)"),
        (.due, "SEARCH s USING INDEX sessions_by_due (namespace=? AND due<?)"),
        (.deadOfEpoch, "SEARCH s USING INDEX sessions_by_owner (namespace=? AND owner=?)"),
        (.exportSessions, "SEARCH s USING INDEX sessions_by_handle (namespace=? AND handle>?)"),
        (.raised, "SEARCH epochs USING INDEX epochs_raised (namespace=? AND raised=?)"),
        (.dueEpochs, "SEARCH epochs USING INDEX epochs_by_due (namespace=? AND due<?)"),
        (.touch, "SEARCH sessions USING INTEGER PRIMARY KEY (rowid=?)"),
        (.commitPayload, "SEARCH sessions USING INTEGER PRIMARY KEY (rowid=?)"),
    ])
    func usesItsIndex(_ query: Query, _ step: String) async throws {
        let steps = try await plan(query)
        #expect(steps.contains { $0.hasSuffix(step) }, "\(query) does \(steps)")
    }

    private func plan(_ query: Query) async throws -> [String] {
        let folder = try TemporaryDirectory("sqlite-storage")
        let store = try await Sample.open(folder)
        let database = try RawDatabase(folder.path("sessions.db"))
        let steps = try database.rows("EXPLAIN QUERY PLAN \(query.sql)")
        try await store.close()
        return steps
    }
}
