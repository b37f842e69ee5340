import Dispatch
public import SessionCore
import Synchronization

extension FileStorage: ClosableStorage {
    public func close() async throws(StorageError) {
        board.withLock { $0.condition = .closed }
        let failure: StorageError? = await withCheckedContinuation { continuation in
            // Behind a compaction that runs, and behind every write that was taken. Whoever comes second takes the same
            // way, so that the folder is given back when its call returns.
            compacting.async {
                self.writing.async { continuation.resume(returning: self.finish()) }
            }
        }
        if let failure { throw failure }
    }
}
