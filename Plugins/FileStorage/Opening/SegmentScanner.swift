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
    private let size: Int
    private var window: [UInt8] = []
    private var windowStart = 0

    init(_ file: consuming OpenFile, salt: UInt32) throws(SystemFailure) {
        size = Int(try file.status().st_size)
        self.file = file
        self.salt = salt
    }

    /// Visits all parts and answers where the last good frame ends: shorter than the file when its tail is torn.
    mutating func scan(_ visit: (Part) -> Void) throws(SystemFailure) -> (end: Int, size: Int) {
        var offset = SegmentHeader.byteCount
        while offset < size {
            try fill(from: offset, atLeast: Frame.headerBytes)
            if let next = try goodFrame(at: offset, visit) {
                offset = next
            } else if let next = try nextHeader(after: offset) {
                try reportDamage(from: offset, to: next, visit)
                offset = next
            } else {
                return (offset, size)
            }
        }
        return (offset, size)
    }

    private mutating func goodFrame(at offset: Int, _ visit: (Part) -> Void) throws(SystemFailure) -> Int? {
        guard let header = header(at: offset) else { return nil }
        let end = offset + Frame.headerBytes + header.length
        guard end <= size else { return nil }
        try fill(from: offset, atLeast: end - offset)
        let body = offset + Frame.headerBytes - windowStart..<end - windowStart
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
    private mutating func nextHeader(after offset: Int) throws(SystemFailure) -> Int? {
        var candidate = offset + 1
        while candidate + Frame.headerBytes < size {
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
        window.withUnsafeBytes { Frame.header(in: $0, at: offset - windowStart, salt: salt) }
    }

    /// Makes sure that so many bytes from an offset are at hand, or all that the file has there.
    private mutating func fill(from offset: Int, atLeast count: Int) throws(SystemFailure) {
        let end = min(offset + count, size)
        guard offset < windowStart || end > windowStart + window.count else { return }
        window = try file.read(min(max(count, Limits.readBytes), size - offset), at: offset)
        windowStart = offset
    }
}
