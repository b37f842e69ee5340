import SessionCore
import Synchronization

/// Which rooms want looking after. A room is in it once however often it asks, so the list is as short as there are rooms.
final class CareList: Sendable {
    private let rooms = Mutex<Set<SessionHandle>>([])
    private let calls: AsyncStream<Void>.Continuation
    /// Yields when the list is no longer empty. One reader.
    let arrivals: AsyncStream<Void>

    init() {
        (arrivals, calls) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func add(_ room: SessionHandle) {
        rooms.withLock { _ = $0.insert(room) }
        calls.yield()
    }

    func takeAll() -> Set<SessionHandle> {
        rooms.withLock { rooms in
            defer { rooms = [] }
            return rooms
        }
    }
}
