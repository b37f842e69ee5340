package import NIOCore

/// What a terminal printed, addressed by `epoch:offset` and bounded; resizes and the end lie in it as barriers.
///
/// Any number of readers share it, each with a cursor of its own. Output gathers in an open entry until ``seal()``, and
/// readers see sealed entries only, so that one frame serves all of them. The oldest entries are dropped whole; a
/// reader that had not got them is told ``Pull/overtaken``, never handed a gap.
package struct OutputLog: Sendable {
    package typealias Encode = @Sendable (TerminalEvent, OutputPosition) -> ByteBuffer

    /// What a reader gets.
    package enum Pull: Sendable {
        /// The frames that follow its cursor, and its cursor after them; no frames when it is at the end.
        case frames([TerminalFrame], next: OutputCursor)
        /// What follows its cursor was dropped.
        case overtaken
    }

    package private(set) var epoch: UInt32
    /// The offset after the last byte, sealed or not.
    package private(set) var headOffset: UInt64
    /// The bytes kept, sealed or not.
    package private(set) var byteCount = 0
    let startOffset: UInt64
    let limits: TerminalLimits
    let encode: Encode
    var entries = CircularBuffer<OutputLogEntry>()
    var tailSize: TerminalSize
    private var open = ByteBuffer()
    private var nextSequence: UInt64 = 0

    /// An empty log whose first byte will have the given position.
    package init(
        at start: OutputPosition, size: TerminalSize, limits: TerminalLimits, encode: @escaping Encode
    ) {
        self.epoch = start.epoch
        self.headOffset = start.offset
        self.startOffset = start.offset
        self.tailSize = size
        self.limits = limits
        self.encode = encode
    }

    /// The offset of the oldest byte that is kept.
    package var tailOffset: UInt64 { headOffset - UInt64(byteCount) }

    /// The number of sealed entries.
    package var entryCount: Int { entries.count }

    /// Whether there is output that no reader can see yet.
    package var hasOpenEntry: Bool { open.readableBytes > 0 }

    /// The cursor of a reader that has everything which is sealed.
    package var head: OutputCursor {
        OutputCursor(epoch: epoch, offset: headOffset - UInt64(open.readableBytes), sequence: nextSequence)
    }

    /// Appends output; the bytes are copied.
    package mutating func append(_ bytes: ByteBuffer) {
        var rest = bytes
        while rest.readableBytes > 0 {
            let room = limits.entryBytes - open.readableBytes
            guard let part = rest.readSlice(length: min(room, rest.readableBytes)) else { return }
            open.writeImmutableBuffer(part)
            headOffset += UInt64(part.readableBytes)
            byteCount += part.readableBytes
            if open.readableBytes >= limits.entryBytes { seal() }
        }
        dropOldest()
    }

    /// Appends a barrier after everything that was printed before it.
    package mutating func append(_ barrier: TerminalEvent) {
        if case .output(let bytes) = barrier { return append(bytes) }
        seal()
        push(barrier, at: headOffset)
        dropOldest()
    }

    /// Makes what was printed so far visible to the readers.
    package mutating func seal() {
        guard open.readableBytes > 0 else { return }
        let start = headOffset - UInt64(open.readableBytes)
        let bytes = open
        open = ByteBuffer()
        push(.output(bytes), at: start)
    }

    /// The frames after a cursor: at least one if there is one, and no further one once `budget` bytes are reached.
    package mutating func pull(from cursor: OutputCursor, budget: Int) -> Pull {
        guard cursor.epoch == epoch, let found = index(after: cursor) else { return .overtaken }
        var index = found
        var (frames, next, spent) = ([TerminalFrame](), cursor, 0)
        while index < entries.endIndex, frames.isEmpty || spent < budget {
            let entry = entries[index]
            if let frame = next.offset > entry.offset
                ? entry.remainder(from: next.offset, in: epoch, encode) : entries[index].frame(in: epoch, encode)
            {
                frames.append(frame)
                spent += frame.bytes.readableBytes
            }
            next = OutputCursor(epoch: epoch, offset: entry.endOffset, sequence: entry.lastSequence + 1)
            entries.formIndex(after: &index)
        }
        return .frames(frames, next: next)
    }

    /// Empties the log for a new life of the terminal.
    package mutating func restart(epoch: UInt32, size: TerminalSize) {
        self = OutputLog(at: OutputPosition(epoch: epoch, offset: 0), size: size, limits: limits, encode: encode)
    }

    /// A copy of what was printed between two offsets, sealed or not; what is not kept is left out.
    func bytes(from start: UInt64, to end: UInt64) -> ByteBuffer {
        var copy = ByteBuffer()
        func take(_ bytes: ByteBuffer, at offset: UInt64) {
            let first = max(start, offset)
            let last = min(end, offset + UInt64(bytes.readableBytes))
            guard first < last,
                let part = bytes.getSlice(at: bytes.readerIndex + Int(first - offset), length: Int(last - first))
            else { return }
            copy.writeImmutableBuffer(part)
        }
        for entry in entries[firstIndex { $0.endOffset > start }..<entries.endIndex] where entry.offset < end {
            if case .output(let bytes) = entry.event { take(bytes, at: entry.offset) }
        }
        take(open, at: headOffset - UInt64(open.readableBytes))
        return copy
    }

    private mutating func push(_ event: TerminalEvent, at offset: UInt64) {
        entries.append(OutputLogEntry(sequence: nextSequence, offset: offset, event: event))
        nextSequence += 1
    }

    /// Where a cursor goes on; nil when that was dropped.
    private func index(after cursor: OutputCursor) -> CircularBuffer<OutputLogEntry>.Index? {
        let oldest = entries.first?.sequence ?? nextSequence
        guard cursor.sequence >= oldest, cursor.offset >= tailOffset else { return nil }
        return firstIndex { $0.lastSequence >= cursor.sequence }
    }

    private mutating func dropOldest() {
        if entries.count > limits.logEntries {
            merge()
            // Barriers do not merge. Going down to three quarters keeps the cost of this far apart.
            while entries.count > limits.logEntries * 3 / 4 { dropFirst() }
        }
        while byteCount > limits.logBytes, !entries.isEmpty { dropFirst() }
    }

    private mutating func dropFirst() {
        guard let dropped = entries.popFirst() else { return }
        byteCount -= dropped.event.byteCount
        if case .resized(let size, _) = dropped.event { tailSize = size }
    }

    private mutating func merge() {
        var merged = CircularBuffer<OutputLogEntry>()
        for entry in entries {
            let last = merged.isEmpty ? nil : merged.index(before: merged.endIndex)
            if let last, merged[last].absorb(entry, limit: limits.entryBytes) { continue }
            merged.append(entry)
        }
        entries = merged
    }
}
