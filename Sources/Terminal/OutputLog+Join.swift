package import NIOCore

extension OutputLog {
    /// Where a reader begins that was at `position`, or never was here.
    ///
    /// Whoever wants the newest bytes from there on seals first.
    package func join(at position: OutputPosition?) -> OutputLogJoin {
        guard let position else { return join(.history, at: recent(limits.historyBytes)) }
        guard position.epoch == epoch, position.offset >= tailOffset, position.offset <= headOffset else {
            return join(.reanchor, at: recent(limits.historyBytes))
        }
        return join(.exact, at: position.offset)
    }

    /// Where a reader goes on that was overtaken: near the end, so that it is not overtaken again at once.
    package func rejoin() -> OutputLogJoin {
        join(.reanchor, at: recent(limits.reanchorBytes))
    }

    /// The last bytes that were printed, for keeping; they begin at the start of a line where that is near.
    ///
    /// At most `maximum` of them; the position is that of the first.
    package func lastBytes(_ maximum: Int) -> (bytes: ByteBuffer, position: OutputPosition) {
        let start = recent(maximum)
        let sealed = bytes(from: start, to: headOffset)
        return (sealed, OutputPosition(epoch: epoch, offset: start))
    }

    /// The first entry for which `isReached` holds; it must hold for all that follow.
    func firstIndex(_ isReached: (OutputLogEntry) -> Bool) -> CircularBuffer<OutputLogEntry>.Index {
        var (low, count) = (entries.startIndex, entries.count)
        while count > 0 {
            let middle = entries.index(low, offsetBy: count / 2)
            if isReached(entries[middle]) {
                count /= 2
            } else {
                low = entries.index(after: middle)
                count -= count / 2 + 1
            }
        }
        return low
    }

    /// A barrier at the very offset is given again: twice the same size does no harm, a size never heard of does.
    private func join(_ mode: OutputLogJoin.Mode, at offset: UInt64) -> OutputLogJoin {
        let index = firstIndex { entry in
            entry.endOffset > offset || (entry.event.byteCount == 0 && entry.offset >= offset)
        }
        let sequence = index < entries.endIndex ? entries[index].sequence : head.sequence
        let before = entries[entries.startIndex..<index].last { if case .resized = $0.event { true } else { false } }
        var size = tailSize
        if case .resized(let last, _)? = before?.event { size = last }
        let cursor = OutputCursor(epoch: epoch, offset: offset, sequence: sequence)
        return OutputLogJoin(mode: mode, cursor: cursor, startSize: size)
    }

    /// An offset at most `maximum` bytes before the end, where a line begins or at least a character.
    private func recent(_ maximum: Int) -> UInt64 {
        let earliest = headOffset - min(headOffset, UInt64(max(maximum, 0)))
        // The first byte of an epoch begins a line; so does what was restored.
        if tailOffset >= earliest, tailOffset == startOffset { return tailOffset }
        let start = max(earliest, tailOffset)
        let near = bytes(from: start, to: min(headOffset, start + UInt64(limits.alignmentBytes))).readableBytesView
        if let newline = near.firstIndex(of: 0x0A) {
            return start + UInt64(newline - near.startIndex) + 1
        }
        let continuation = near.prefix(3).prefix { $0 & 0xC0 == 0x80 }
        return start + UInt64(continuation.count)
    }
}
