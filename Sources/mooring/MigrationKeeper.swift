import ServiceLifecycle
import SessionCore

/// Keeps the second store of a migration filled, for as long as the server runs.
struct MigrationKeeper: Service {
    let desk: MigrationDesk
    let wait: @Sendable (Duration) async throws -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await wait(MigrationDesk.interval)) != nil {
                await desk.turn()
                guard desk.storage.status.isMirroring else { continue }
                let restarts = desk.storage.status.counts.restarts
                do {
                    // Beside the desk: it goes on for long, and the desk has to answer.
                    try await desk.storage.synchronize()
                    await desk.clear()
                } catch is CancellationError {
                    return
                } catch {
                    await desk.note(error)
                    // A copy that begins anew is no matter for a person; for anything else all would be looked at again.
                    let isRefused = error is MigrationRefusal && desk.storage.status.counts.restarts == restarts
                    if isRefused { await rest() }
                }
            }
        }
    }

    /// Waits for a person to do something, but no longer than the store that they have to do it to is there.
    private func rest() async {
        for _ in 0..<MigrationDesk.turnsOfRest {
            guard (try? await wait(MigrationDesk.interval)) != nil, desk.storage.status.isMirroring else { return }
        }
    }
}
