import Glibc

/// Reads the frames of one segment in order, and finds its way past damage.
struct SegmentScanner: ~Copyable {
    /// What lies at one place of a segment.
    enum Part {
        /// A frame whose checksums are right.
        case frame(UnsafeRawBufferPointer)
        /// So many bytes that are no frame, with good frames behind them.
        case damage(bytes: Int)
        /// The bytes of the damage before, or a part of them; parts overlap by ``Limits/clueBytes``.
        case remains(UnsafeRawBufferPointer)
    }

    private let file: OpenFile
    private let salt: UInt32
    private let version: UInt16
    private let size: Int
    private var window: [UInt8] = []
    private var windowStart = 0

    /// - Parameter version: the format of the frames.
    init(
        _ file: consuming OpenFile, salt: UInt32, version: UInt16 = SegmentHeader.version
    ) throws(SystemFailure) {
        size = Int(try file.status().st_size)
        self.file = file
        self.salt = salt
        self.version = version
    }

    /// Visits all parts and answers where the last good frame ends: shorter than the file when its tail is torn.
    ///
    /// - Parameter isTail: whether a write may have been under way at the end. Behind a group nothing is written before
    ///   it is acknowledged: only the group that reaches the end of the file may be torn, and if it is, none of it counts.
    mutating func scan(isTail: Bool = false, _ visit: (Part) -> Void) throws(SystemFailure) -> (end: Int, size: Int) {
        var offset = SegmentHeader.byteCount
        /// Where the group of the last good frame ends.
        var groupEnd = offset
        while offset < size {
            try fill(from: offset, atLeast: Frame.headerBytes)
            if isTail, try isTornGroup(at: offset) { return (offset, size) }
            try fill(from: offset, atLeast: Frame.headerBytes)
            if let group = header(at: offset)?.group { groupEnd = max(groupEnd, min(offset + group.after, size)) }
            if let next = try goodFrame(at: offset, visit) {
                offset = next
            } else if let next = try nextHeader(after: offset) {
                if isTail, let start = headlessLastGroup(of: next, from: offset) {
                    if start > offset { try reportDamage(from: offset, to: start, visit) }
                    return (start, size)
                }
                try reportDamage(from: offset, to: next, visit)
                offset = next
            } else {
                guard isTail, version > 1, offset < groupEnd else { return (offset, size) }
                // The end of a group that was acknowledged, and behind it one that nothing is left of.
                try reportDamage(from: offset, to: groupEnd, visit)
                return (groupEnd, size)
            }
        }
        return (offset, size)
    }

    /// Whether any frame near the beginning is good: the salt is the right one then.
    mutating func hasGoodFrame() throws(SystemFailure) -> Bool {
        let start = SegmentHeader.byteCount
        guard start < size else { return false }
        try fill(from: start, atLeast: Frame.headerBytes)
        if try goodFrame(at: start, { _ in }) != nil { return true }
        return try nextHeader(after: start, before: start + Limits.readBytes) != nil
    }

    /// Whether a group begins here that reaches the end of the file and is not whole.
    private mutating func isTornGroup(at start: Int) throws(SystemFailure) -> Bool {
        guard let group = header(at: start)?.group, group.before == 0 else { return false }
        let end = start + group.after
        guard end >= size else { return false }
        guard end == size else { return true }
        var offset = start
        while offset < end {
            try fill(from: offset, atLeast: Frame.headerBytes)
            guard let next = try goodFrame(at: offset, { _ in }) else { return true }
            offset = next
        }
        return false
    }

    /// Where the last group begins, when its beginning is among the damage before its next good frame.
    private func headlessLastGroup(of next: Int, from damage: Int) -> Int? {
        guard let group = header(at: next)?.group, group.before > 0, next + group.after >= size,
            next - group.before >= damage
        else { return nil }
        return next - group.before
    }

    private mutating func goodFrame(at offset: Int, _ visit: (Part) -> Void) throws(SystemFailure) -> Int? {
        guard let header = header(at: offset) else { return nil }
        let end = offset + header.headerBytes + header.length
        guard end <= size else { return nil }
        try fill(from: offset, atLeast: end - offset)
        let body = offset + header.headerBytes - windowStart..<end - windowStart
        let isGood = window.withUnsafeBytes { bytes in
            guard body.upperBound <= bytes.count, Frame.checksum(bytes, body, salt) == header.bodyCheck else {
                return false
            }
            visit(.frame(UnsafeRawBufferPointer(rebasing: bytes[body])))
            return true
        }
        return isGood ? end : nil
    }

    /// Where the next frame begins whose body is good as well, or nothing when the rest of the segment has none.
    private mutating func nextHeader(after offset: Int, before limit: Int = .max) throws(SystemFailure) -> Int? {
        var candidate = offset + 1
        while candidate + Limits.leastFrameBytes <= min(size, limit) {
            try fill(from: candidate, atLeast: Frame.headerBytes)
            if header(at: candidate) != nil, try goodFrame(at: candidate, { _ in }) != nil { return candidate }
            candidate += 1
        }
        return nil
    }

    private mutating func reportDamage(from start: Int, to end: Int, _ visit: (Part) -> Void) throws(SystemFailure) {
        visit(.damage(bytes: end - start))
        for offset in stride(from: start, to: end, by: Limits.frameBytes) {
            let count = min(Limits.frameBytes + Limits.clueBytes, end - offset)
            try fill(from: offset, atLeast: count)
            window.withUnsafeBytes { bytes in
                let part = offset - windowStart..<min(offset - windowStart + count, bytes.count)
                visit(.remains(UnsafeRawBufferPointer(rebasing: bytes[part])))
            }
        }
    }

    private func header(at offset: Int) -> Frame.Header? {
        window.withUnsafeBytes { Frame.header(in: $0, at: offset - windowStart, salt: salt, version: version) }
    }

    /// Makes sure that so many bytes from an offset are at hand, or all that the file has there.
    private mutating func fill(from offset: Int, atLeast count: Int) throws(SystemFailure) {
        let end = min(offset + count, size)
        guard offset < windowStart || end > windowStart + window.count else { return }
        window = try file.read(min(max(count, Limits.readBytes), size - offset), at: offset)
        windowStart = offset
    }
}
