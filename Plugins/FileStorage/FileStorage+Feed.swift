public import SessionCore
import Synchronization

extension FileStorage: ChangeFeed {
    public func events(after position: FeedPosition, limit: Int) async throws(StorageError) -> FeedPage {
        try board.withLock { $0.page(after: position, limit: limit) }.get()
    }
}
