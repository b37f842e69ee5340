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
                do {
                    // Beside the desk: it goes on for long, and the desk has to answer.
                    try await desk.storage.synchronize()
                    await desk.clear()
                } catch is CancellationError {
                    return
                } catch {
                    await desk.note(error)
                }
            }
        }
    }
}
