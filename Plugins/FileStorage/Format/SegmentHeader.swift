/// The first 32 bytes of a segment: what it is, which format it has, and the salt of its checksums.
///
/// Magic, version and checksum keep their places in every later version, so that a newer file is told from a broken one.
struct SegmentHeader: Equatable {
    /// What a segment holds.
    enum Kind: UInt16 {
        /// Changes, in the order in which they were made.
        case changes = 0
        /// All that was there when it was begun; the segments with lower numbers count no more.
        case snapshot = 1
    }

    /// What the bytes at the start of a file turned out to be.
    enum Reading: Equatable {
        case header(SegmentHeader)
        case newer(version: UInt16)
        case damaged
    }

    static let byteCount = 32
    static let version: UInt16 = 2
    private static let magic: UInt64 = 0x0a47_4e49_524f_4f4d  // "MOORING\n", the first byte lowest

    /// The format of its frames. What is written is always in the newest.
    var version = SegmentHeader.version
    let kind: Kind
    let salt: UInt32
    let number: UInt64

    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.append(SegmentHeader.magic)
        writer.append(version)
        writer.append(kind.rawValue)
        writer.append(salt)
        writer.append(number)
        writer.append(UInt32(0))
        writer.append(writer.bytes.withUnsafeBytes { CRC32C.checksum(of: $0) })
        return writer.bytes
    }

    static func read(_ bytes: [UInt8]) -> Reading {
        bytes.withUnsafeBytes { buffer in
            var reader = ByteReader(buffer)
            guard buffer.count == byteCount, reader.number(UInt64.self) == magic,
                let version = reader.number(UInt16.self), let kind = reader.number(UInt16.self),
                let salt = reader.number(UInt32.self), let number = reader.number(UInt64.self),
                reader.number(UInt32.self) != nil,
                reader.number(UInt32.self) == CRC32C.checksum(of: UnsafeRawBufferPointer(rebasing: buffer[..<28]))
            else { return .damaged }
            guard version <= SegmentHeader.version else { return .newer(version: version) }
            guard version > 0, let kind = Kind(rawValue: kind) else { return .damaged }
            return .header(SegmentHeader(version: version, kind: kind, salt: salt, number: number))
        }
    }
}
