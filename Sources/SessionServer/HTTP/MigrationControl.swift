/// Who moves the sessions of a running server to another store.
package protocol MigrationControl: Sendable {
    /// How it stands.
    func report() async -> MigrationReport

    /// Takes a step, and says how it stands then.
    ///
    /// Throws a `MigrationRefusal` when the step cannot be taken now, a ``HallError`` when it makes no sense, a
    /// `StorageError` when a store failed. Nothing changed then.
    func perform(_ action: MigrationAction) async throws -> MigrationReport
}
