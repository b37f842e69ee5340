import Dispatch
import SessionCore
import Synchronization

/// The connections that read, beside the writer and not through it.
///
/// A read is a few microseconds of looking into pages that are in memory: it is done on the caller's thread. Only where
/// another process keeps the database for itself does it go to a queue, and wait there.
final class ReaderPool: Sendable {
    private final class Slot: Sendable {
        let connection = Mutex<Connection?>(nil)
    }

    private let slots: [Slot]
    private let next = Atomic(0)
    private let open: @Sendable (Duration) throws(StoreFailure) -> Connection
    private let busyTimeout: Duration
    private let condition: Condition
    private let waiting = DispatchQueue(label: "mooring.sqlite-storage.waiting")
    /// How many reads are in that queue.
    let waitingCount = Atomic(0)

    init(
        count: Int, busyTimeout: Duration, condition: Condition,
        _ open: @escaping @Sendable (Duration) throws(StoreFailure) -> Connection
    ) {
        slots = (0..<count).map { _ in Slot() }
        self.busyTimeout = busyTimeout
        self.condition = condition
        self.open = open
    }

    /// Reads with one of the connections.
    func read<Answer: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(StoreFailure) -> Answer
    ) async throws(StorageError) -> Answer {
        try condition.check()
        do throws(StoreFailure) {
            return try perform(waiting: .zero, body)
        } catch {
            guard error.isBusy else { throw failed(error) }
        }
        return try await wait(body)
    }

    /// Reads behind those that wait already. The time of each begins now, so that none waits for the others' as well.
    private func wait<Answer: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(StoreFailure) -> Answer
    ) async throws(StorageError) -> Answer {
        defer { waitingCount.wrappingSubtract(1, ordering: .relaxed) }
        guard waitingCount.wrappingAdd(1, ordering: .relaxed).newValue <= Limits.waitingReads else {
            throw StorageError(.unavailable, "too many reads wait for the sessions' database; try again later")
        }
        let deadline = ContinuousClock.now + busyTimeout
        let result: Result<Answer, StorageError> = await withCheckedContinuation { continuation in
            waiting.async {
                do throws(StoreFailure) {
                    let rest = max(deadline - .now, .zero)
                    continuation.resume(returning: .success(try self.perform(waiting: rest, body)))
                } catch {
                    continuation.resume(returning: .failure(self.failed(error)))
                }
            }
        }
        return try result.get()
    }

    /// Lets go of all connections, each when its reader has finished. It blocks.
    func close() {
        for slot in slots { slot.connection.withLock { $0 = nil } }
    }

    private func failed(_ failure: StoreFailure) -> StorageError {
        condition.meet(failure.undone)
        return failure.undone
    }

    private func perform<Answer>(
        waiting duration: Duration, _ body: (Connection) throws(StoreFailure) -> Answer
    ) throws(StoreFailure) -> Answer {
        let result: Result<Answer, StoreFailure> = withSlot { slot in
            Result { () throws(StoreFailure) in
                // Looked at under the lock that a closing takes: none is opened after it.
                do throws(StorageError) { try condition.check() } catch { throw .refused(error) }
                let connection: Connection
                if let opened = slot { connection = opened } else { connection = try open(duration) }
                slot = connection
                connection.wait(milliseconds: Int(duration / .milliseconds(1)))
                return try body(connection)
            }
        }
        return try result.get()
    }

    /// Lends the first slot nobody has. When all are lent, which takes more threads than there are slots, it waits for one.
    private func withSlot<Answer>(_ body: (inout Connection?) -> Answer) -> Answer {
        for slot in slots {
            if let answer = slot.connection.withLockIfAvailable({ body(&$0) }) { return answer }
        }
        let turn = next.wrappingAdd(1, ordering: .relaxed).newValue
        return slots[Int(UInt(bitPattern: turn) % UInt(slots.count))].connection.withLock { body(&$0) }
    }
}
