import NIOCore
import Terminal

/// What a window saw, and every way in which the stream broke its promises.
struct WindowRecord: Sendable {
    var joins: [TerminalJoin] = []
    /// The output since the last join.
    var output = ByteBuffer()
    var resizes: [String] = []
    var exits: [TerminalExit] = []
    /// The length of the output when the exit came.
    var lengthAtExit: Int?
    var expected: UInt64 = 0
    var faults: [String] = []

    var text: String { String(buffer: output) }
    var position: OutputPosition { OutputPosition(epoch: joins.last?.start.epoch ?? 0, offset: expected) }

    mutating func begin(_ join: TerminalJoin) {
        joins.append(join)
        output.clear()
        expected = join.start.offset
    }

    mutating func take(_ frame: TerminalFrame) {
        if frame.position.offset != expected {
            faults.append("a frame at \(frame.position) where \(expected) was due")
        }
        expected = frame.endOffset
        switch frame.event {
        case .output(let bytes):
            output.writeImmutableBuffer(bytes)
            if frame.bytes.getSlice(at: frame.bytes.readerIndex + 1, length: bytes.readableBytes) != bytes {
                faults.append("the frame at \(frame.position) has other bytes than its event")
            }
        case .resized(let size, let window): resizes.append("\(size) \(window)")
        case .ended(let exit):
            exits.append(exit)
            lengthAtExit = output.readableBytes
        }
    }
}
