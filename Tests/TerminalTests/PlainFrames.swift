import NIOCore
import Synchronization
import Terminal

/// A frame is a letter and, for output, the bytes; counts how often it was asked.
final class PlainFrames: TerminalFrameEncoder {
    private let counter = Mutex(0)

    var count: Int { counter.withLock(\.self) }

    func frame(for event: TerminalEvent, at position: OutputPosition, terminal number: UInt32) -> ByteBuffer {
        counter.withLock { $0 += 1 }
        switch event {
        case .output(let bytes):
            var frame = ByteBuffer(string: "o")
            frame.writeImmutableBuffer(bytes)
            return frame
        case .resized(let size, let window): return ByteBuffer(string: "r\(size) \(window)")
        case .ended(let exit): return ByteBuffer(string: "e\(exit)")
        }
    }
}
