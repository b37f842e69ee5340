import SessionCore
import SessionServer
import Synchronization

/// Notes the steps that it is asked for, and refuses one of them.
final class SeenMigration: MigrationControl {
    private let seen = Mutex<[MigrationAction]>([])

    var actions: [MigrationAction] { seen.withLock { $0 } }

    func report() async -> MigrationReport {
        MigrationReport(phase: .none, from: "memory")
    }

    func perform(_ action: MigrationAction) async throws -> MigrationReport {
        seen.withLock { $0.append(action) }
        if action == .finish { throw MigrationRefusal("nothing was cut over") }
        return await report()
    }
}
