import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Takes the body of an answer in one piece.
final class GatheredBody: ResponseBodyWriter {
    private let gathered = Mutex(ByteBuffer())

    var bytes: ByteBuffer { gathered.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws {
        gathered.withLock { _ = $0.writeImmutableBuffer(buffer) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
