/// How one step of the log is wrapped: length, checksum of the length, checksum of the body, body.
///
/// The length has a checksum of its own. A damaged body is then stepped over exactly, and after a damaged length the
/// next frame is found again without a search that somebody's payload could lead astray.
enum Frame {
    /// The bytes before a body.
    static let headerBytes = 12

    /// What stands before a body.
    struct Header {
        let length: Int
        let bodyCheck: UInt32
    }

    /// Fills in the lengths' and bodies' checksums of frames that lie one after the other.
    ///
    /// They are filled in by whoever writes, because only the writer knows the segment and with it the salt.
    static func seal(_ frames: inout [UInt8], salt: UInt32) {
        frames.withUnsafeMutableBytes { buffer in
            var offset = 0
            while offset + headerBytes <= buffer.count {
                let length = Int(UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
                let end = offset + headerBytes + length
                guard end <= buffer.count else { return }
                let lengthCheck = checksum(UnsafeRawBufferPointer(buffer), offset..<offset + 4, salt)
                let bodyCheck = checksum(UnsafeRawBufferPointer(buffer), offset + headerBytes..<end, salt)
                buffer.storeBytes(of: lengthCheck.littleEndian, toByteOffset: offset + 4, as: UInt32.self)
                buffer.storeBytes(of: bodyCheck.littleEndian, toByteOffset: offset + 8, as: UInt32.self)
                offset = end
            }
        }
    }

    /// The header at an offset, or nothing when there is none: too few bytes, an impossible length, a wrong checksum.
    static func header(in bytes: UnsafeRawBufferPointer, at offset: Int, salt: UInt32) -> Header? {
        guard bytes.count - offset >= headerBytes else { return nil }
        let length = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        guard (1...UInt32(Limits.frameBytes)).contains(length) else { return nil }
        let check = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self))
        guard check == checksum(bytes, offset..<offset + 4, salt) else { return nil }
        let bodyCheck = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt32.self))
        return Header(length: Int(length), bodyCheck: bodyCheck)
    }

    static func checksum(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ salt: UInt32) -> UInt32 {
        CRC32C.checksum(of: UnsafeRawBufferPointer(rebasing: bytes[range]), from: salt)
    }
}
