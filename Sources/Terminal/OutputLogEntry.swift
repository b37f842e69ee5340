import NIOCore

/// One sealed event in the output log.
struct OutputLogEntry: Sendable {
    /// The number of its first event; a merged entry has the numbers up to ``lastSequence``.
    var sequence: UInt64
    var lastSequence: UInt64
    let offset: UInt64
    private(set) var event: TerminalEvent
    private var encoded: ByteBuffer?

    init(sequence: UInt64, offset: UInt64, event: TerminalEvent) {
        self.sequence = sequence
        self.lastSequence = sequence
        self.offset = offset
        self.event = event
    }

    var endOffset: UInt64 { offset + UInt64(event.byteCount) }

    /// The frame of the whole entry, encoded the first time somebody wants it.
    mutating func frame(in epoch: UInt32, _ encode: OutputLog.Encode) -> TerminalFrame {
        let position = OutputPosition(epoch: epoch, offset: offset)
        let bytes = encoded ?? encode(event, position)
        if encoded == nil {
            encoded = bytes
            shareStorage(with: bytes)
        }
        return TerminalFrame(position: position, event: event, bytes: bytes)
    }

    /// What remains of the entry from an offset inside it on.
    func remainder(from start: UInt64, in epoch: UInt32, _ encode: OutputLog.Encode) -> TerminalFrame? {
        guard case .output(let bytes) = event, start >= offset, start < endOffset else { return nil }
        let skipped = Int(start - offset)
        guard let rest = bytes.getSlice(at: bytes.readerIndex + skipped, length: bytes.readableBytes - skipped) else {
            return nil
        }
        let position = OutputPosition(epoch: epoch, offset: start)
        return TerminalFrame(position: position, event: .output(rest), bytes: encode(.output(rest), position))
    }

    /// Takes the output of the entry that follows into this one, if both are output and `limit` allows.
    mutating func absorb(_ next: OutputLogEntry, limit: Int) -> Bool {
        guard case .output(var bytes) = event, case .output(let more) = next.event,
            bytes.readableBytes + more.readableBytes <= limit
        else { return false }
        // Gives up the shared reference, so that the bytes are appended in place.
        event = .ended(.lost)
        encoded = nil
        bytes.writeImmutableBuffer(more)
        event = .output(bytes)
        lastSequence = next.lastSequence
        return true
    }

    /// Where the frame ends with the very bytes, one storage serves for both.
    private mutating func shareStorage(with frame: ByteBuffer) {
        guard case .output(let bytes) = event, frame.readableBytes >= bytes.readableBytes,
            let tail = frame.getSlice(at: frame.writerIndex - bytes.readableBytes, length: bytes.readableBytes),
            tail == bytes
        else { return }
        event = .output(tail)
    }
}
