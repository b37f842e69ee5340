import SessionCore

/// Finds out what the damaged header of a segment said, so that its frames can be read all the same.
///
/// The number is in the name of the file. One flipped bit is the only one whose change makes the checksum right. Beyond
/// that the salt is one of the other segments', or the one from which the checksums of the first frame start; frames that
/// agree with it are the proof. Nothing within a payload is asked: who wrote it could have chosen the salt.
struct HeaderRecovery {
    let number: UInt64
    /// The salts of the segments whose headers are whole.
    let salts: Set<UInt32>
    let name: String

    func header(in directory: borrowing StoreDirectory) throws(SystemFailure) -> SegmentHeader.Reading {
        let file = try directory.open(name)
        let bytes = try file.read(SegmentHeader.byteCount, at: 0)
        guard bytes.count == SegmentHeader.byteCount else { return .damaged }
        if let reading = withOneBitFlipped(bytes) { return reading }
        for salt in salts {
            for version in stride(from: SegmentHeader.version, through: 1, by: -1) {
                var scanner = try SegmentScanner(try directory.open(name), salt: salt, version: version)
                if try scanner.hasGoodFrame() { return .header(try header(salt, version, in: directory)) }
            }
        }
        let start = try file.read(Frame.headerBytes + Limits.frameBytes, at: SegmentHeader.byteCount)
        for version in stride(from: SegmentHeader.version, through: 1, by: -1) {
            let salt = start.withUnsafeBytes { Frame.salt(in: $0, at: 0, version: version) }
            if let salt { return .header(try header(salt, version, in: directory)) }
        }
        return .damaged
    }

    private func withOneBitFlipped(_ bytes: [UInt8]) -> SegmentHeader.Reading? {
        for bit in 0..<8 * bytes.count {
            var other = bytes
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            switch SegmentHeader.read(other) {
            case .header(let header) where header.number == number: return .header(header)
            case .newer(let version): return .newer(version: version)
            case .header, .damaged: continue
            }
        }
        return nil
    }

    /// A snapshot is the segment that says at its end that it is whole.
    private func header(
        _ salt: UInt32, _ version: UInt16, in directory: borrowing StoreDirectory
    ) throws(SystemFailure) -> SegmentHeader {
        var scanner = try SegmentScanner(try directory.open(name), salt: salt, version: version)
        var isSnapshot = false
        _ = try scanner.scan { part in
            guard case .frame(let body) = part else { return }
            if case .complete = ChangeReader.read(body) { isSnapshot = true }
        }
        return SegmentHeader(version: version, kind: isSnapshot ? .snapshot : .changes, salt: salt, number: number)
    }
}
