import Dispatch
public import SessionCore
import Synchronization

extension FileStorage: ClosableStorage {
    public func close() async throws(StorageError) {
        let wasOpen = board.withLock { board in
            if case .closed = board.condition { return false }
            board.condition = .closed
            return true
        }
        guard wasOpen else { return }
        let failure: StorageError? = await withCheckedContinuation { continuation in
            // Behind a compaction that runs, and behind every write that was taken.
            compacting.async {
                self.writing.async { continuation.resume(returning: self.finish()) }
            }
        }
        if let failure { throw failure }
    }
}
