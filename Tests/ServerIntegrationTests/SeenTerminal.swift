import Crypto
import NIOCore
import SessionServer

/// What a test's window has seen of one terminal: the bytes in order, and every fault of the stream.
struct SeenTerminal: Sendable {
    private(set) var handle = ""
    private(set) var epoch: UInt32 = 0
    /// The offset after the last byte seen.
    private(set) var offset: UInt64 = 0
    private(set) var live: UInt64 = 0
    /// How each `ready` began.
    private(set) var modes: [ServerFrame.JoinMode] = []
    /// Bytes that were announced at another offset than the one they should have.
    private(set) var faults = 0
    private(set) var byteCount = 0
    /// The last bytes, enough to look for a prompt in.
    private var recent = ByteBuffer()
    private var hash = SHA256()
    private var acknowledged: UInt64 = 0
    var size = (0, 0)
    var ending: String?

    mutating func begin(_ ready: ServerFrame.Ready) {
        if ready.mode == .exact, epoch == ready.epoch, ready.start != offset { faults += 1 }
        handle = ready.handle
        epoch = ready.epoch
        offset = ready.start
        live = ready.live
        acknowledged = ready.start
        size = (Int(ready.columns), Int(ready.rows))
        modes.append(ready.mode)
        ending = nil
    }

    mutating func take(_ bytes: ByteBuffer, at start: UInt64) {
        if start != offset { faults += 1 }
        offset = start + UInt64(bytes.readableBytes)
        byteCount += bytes.readableBytes
        bytes.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        recent.writeImmutableBuffer(bytes)
        if recent.readableBytes > 256 << 10 {
            recent.moveReaderIndex(forwardBy: recent.readableBytes - (128 << 10))
            recent.discardReadBytes()
        }
    }

    /// The position up to which everything was seen, as a resume names it.
    var position: String { "\(epoch):\(offset)" }

    var text: String { String(buffer: recent) }

    /// The SHA-256 of every byte seen since the first.
    var digest: String { hash.finalize().map { String($0, radix: 16) }.joined(separator: ":") }

    /// The offset to acknowledge when 64 KiB were seen since the last time.
    var owedAcknowledgement: UInt64? {
        mutating get {
            guard offset - acknowledged >= 64 << 10 else { return nil }
            acknowledged = offset
            return offset
        }
    }
}
