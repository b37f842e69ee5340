import Synchronization

extension MigratingStorage {
    /// Lets a call in, and gives it the stores that it works with; it must ``leave()`` whatever becomes of it.
    func enter() async throws(StorageError) -> Pair {
        while true {
            let pair: Pair? = try state.withLock { state throws(StorageError) in
                if state.gate.enter() { return Pair(state) }
                guard state.gate.waiting.count < Limits.heldCalls else {
                    throw StorageError(.unavailable, "sessions are moving to another store; try again in a moment")
                }
                return nil
            }
            if let pair { return pair }
            await withCheckedContinuation { caller in
                if !state.withLock({ $0.gate.wait(caller) }) { caller.resume() }
            }
        }
    }

    func leave() {
        state.withLock { $0.gate.leave() }?.resume(returning: true)
    }

    /// Does something while no call is under way: new ones wait for its end.
    ///
    /// Throws ``MigrationRefusal`` when those under way do not end in time.
    func exclusively<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        guard state.withLock({ $0.gate.hold() }) else {
            throw MigrationRefusal("another step of the migration is being taken; try again in a moment")
        }
        defer { for caller in state.withLock({ $0.gate.release() }) { caller.resume() } }
        guard await drained() else {
            throw MigrationRefusal(
                "calls to the store did not end within \(Limits.swapPatience); nothing was changed, try again")
        }
        return try await body()
    }

    private func drained() async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await withCheckedContinuation { owner in
                    if let answer = self.state.withLock({ $0.gate.drain(owner) }) { owner.resume(returning: answer) }
                }
            }
            group.addTask {
                // Cancelled once the calls have ended; it comes too late then to change anything.
                try? await self.wait(Limits.swapPatience)
                self.state.withLock { $0.gate.giveUp() }?.resume(returning: false)
                return false
            }
            for await isDrained in group where isDrained {
                group.cancelAll()
                return true
            }
            return false
        }
    }
}
