import SessionCore

/// Whether a payload is what was written for its session and version: SQLite itself notices only damage to its own
/// structure, and not to what lies in it.
///
/// It is made to notice accidents, not forgers, and costs a fifth of a microsecond for 1 KiB.
enum Checksum {
    /// The checksum of a payload under a key, in a version.
    static func of(_ payload: [UInt8], key: SessionKey, version: UInt64) -> Int64 {
        payload.withUnsafeBytes { buffer in
            var sum = key.words.1 ^ version &* prime ^ UInt64(buffer.count)
            var offset = 0
            while offset + 8 <= buffer.count {
                sum = mixed(sum, UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
                offset += 8
            }
            while offset < buffer.count {
                sum = mixed(sum, UInt64(buffer[offset]))
                offset += 1
            }
            return Int64(bitPattern: sum)
        }
    }

    private static let prime: UInt64 = 0x9e37_79b9_7f4a_7c15

    private static func mixed(_ sum: UInt64, _ word: UInt64) -> UInt64 {
        let product = (sum ^ word) &* prime
        return product ^ product >> 32
    }
}
