/// How one step of the log is wrapped: length, place in its group, checksum of these, checksum of the body, body.
///
/// The length has a checksum of its own. A damaged body is then stepped over exactly, and after a damaged length the
/// next frame is found again without a search that somebody's payload could lead astray. Each frame says where its group
/// begins and ends: a group is what one write put there, and nothing lies behind it that was not written after it was
/// acknowledged.
enum Frame {
    /// The bytes before a body.
    static let headerBytes = 20
    /// The bytes before a body in format 1, which knew no groups.
    private static let firstHeaderBytes = 12

    /// What stands before a body.
    struct Header {
        let headerBytes: Int
        let length: Int
        let bodyCheck: UInt32
        /// How many bytes of its group lie before the frame, and how many from its start on; nothing in format 1.
        let group: (before: Int, after: Int)?
    }

    /// Fills in the groups and checksums of frames that lie one after the other: one group.
    ///
    /// They are filled in by whoever writes, because only the writer knows the segment and with it the salt.
    static func seal(_ frames: inout [UInt8], salt: UInt32) {
        frames.withUnsafeMutableBytes { buffer in
            var offset = 0
            while offset + headerBytes <= buffer.count {
                let length = Int(UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
                let end = offset + headerBytes + length
                guard end <= buffer.count else { return }
                store(UInt32(truncatingIfNeeded: offset), in: buffer, at: offset + 4)
                store(UInt32(truncatingIfNeeded: buffer.count - offset), in: buffer, at: offset + 8)
                let bytes = UnsafeRawBufferPointer(buffer)
                store(checksum(bytes, offset..<offset + 12, salt), in: buffer, at: offset + 12)
                store(checksum(bytes, offset + headerBytes..<end, salt), in: buffer, at: offset + 16)
                offset = end
            }
        }
    }

    /// The header at an offset, or nothing when there is none: too few bytes, an impossible length, a wrong checksum.
    static func header(
        in bytes: UnsafeRawBufferPointer, at offset: Int, salt: UInt32, version: UInt16 = SegmentHeader.version
    ) -> Header? {
        guard let length = plausibleLength(in: bytes, at: offset, version: version) else { return nil }
        let checked = checkedBytes(version)
        guard number(in: bytes, at: offset + checked) == checksum(bytes, offset..<offset + checked, salt) else {
            return nil
        }
        let bodyCheck = number(in: bytes, at: offset + checked + 4)
        guard version > 1 else {
            return Header(headerBytes: firstHeaderBytes, length: length, bodyCheck: bodyCheck, group: nil)
        }
        let (before, after) = (number(in: bytes, at: offset + 4), number(in: bytes, at: offset + 8))
        return Header(
            headerBytes: headerBytes, length: length, bodyCheck: bodyCheck, group: (Int(before), Int(after)))
    }

    /// The salt with which the frame at an offset is whole, or nothing when there is none.
    ///
    /// A checksum can be followed back to where it started from. It is believed when the body agrees.
    static func salt(
        in bytes: UnsafeRawBufferPointer, at offset: Int, version: UInt16
    ) -> UInt32? {
        guard let length = plausibleLength(in: bytes, at: offset, version: version) else { return nil }
        let checked = checkedBytes(version)
        let start = offset + checked + 8
        guard bytes.count - start >= length else { return nil }
        let salt = CRC32C.seed(
            of: number(in: bytes, at: offset + checked),
            after: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + checked]))
        let isWhole = checksum(bytes, start..<start + length, salt) == number(in: bytes, at: offset + checked + 4)
        return isWhole ? salt : nil
    }

    static func checksum(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ salt: UInt32) -> UInt32 {
        CRC32C.checksum(of: UnsafeRawBufferPointer(rebasing: bytes[range]), from: salt)
    }

    /// The bytes of a header that its own checksum is about.
    private static func checkedBytes(_ version: UInt16) -> Int { version > 1 ? 12 : 4 }

    private static func plausibleLength(
        in bytes: UnsafeRawBufferPointer, at offset: Int, version: UInt16
    ) -> Int? {
        guard offset >= 0, bytes.count - offset >= checkedBytes(version) + 8 else { return nil }
        let length = number(in: bytes, at: offset)
        return (1...UInt32(Limits.frameBytes)).contains(length) ? Int(length) : nil
    }

    private static func number(in bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt32 {
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    private static func store(_ number: UInt32, in buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
        buffer.storeBytes(of: number.littleEndian, toByteOffset: offset, as: UInt32.self)
    }
}
