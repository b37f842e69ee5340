/// The checksum of frames and headers: CRC-32C (Castagnoli, RFC 3720), eight bytes a step.
enum CRC32C {
    /// The checksum of some bytes, continued from the checksum of what came before them.
    ///
    /// The log starts each checksum from the salt of its segment, so that bytes which only look like a frame, such as
    /// those inside somebody's payload, are never taken for one.
    static func checksum(of bytes: UnsafeRawBufferPointer, from seed: UInt32 = 0) -> UInt32 {
        var state = ~seed
        tables.withUnsafeBufferPointer { table in
            var offset = 0
            while offset &+ 8 <= bytes.count {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                state = step(word ^ UInt64(state), table)
                offset &+= 8
            }
            while offset < bytes.count {
                state = table[Int((state ^ UInt32(bytes[offset])) & 0xff)] ^ (state >> 8)
                offset &+= 1
            }
        }
        return ~state
    }

    /// The seed from which the checksum of some bytes becomes a given one.
    ///
    /// Each step of the checksum can be taken back: the highest byte tells which entry of the table was taken.
    static func seed(of checksum: UInt32, after bytes: UnsafeRawBufferPointer) -> UInt32 {
        var state = ~checksum
        for byte in bytes.reversed() {
            let index = tables[..<256].firstIndex { $0 >> 24 == state >> 24 } ?? 0
            state = (state ^ tables[index]) << 8 | (UInt32(index) ^ UInt32(byte))
        }
        return ~state
    }

    @inline(__always)
    private static func step(_ word: UInt64, _ table: UnsafeBufferPointer<UInt32>) -> UInt32 {
        let near =
            table[1792 &+ Int(word & 0xff)] ^ table[1536 &+ Int(word >> 8 & 0xff)]
            ^ table[1280 &+ Int(word >> 16 & 0xff)] ^ table[1024 &+ Int(word >> 24 & 0xff)]
        let far =
            table[768 &+ Int(word >> 32 & 0xff)] ^ table[512 &+ Int(word >> 40 & 0xff)]
            ^ table[256 &+ Int(word >> 48 & 0xff)] ^ table[Int(word >> 56)]
        return near ^ far
    }

    /// Eight tables of 256 entries: what a byte adds when it lies 0 to 7 bytes before the end of a step.
    private static let tables: [UInt32] = {
        var tables: [UInt32] = []
        for index in 0..<UInt32(256) {
            var value = index
            for _ in 0..<8 {
                let half = value >> 1
                value = value & 1 == 1 ? half ^ 0x82f6_3b78 : half
            }
            tables.append(value)
        }
        for index in 256..<2048 {
            let before = tables[index - 256]
            tables.append(tables[Int(before & 0xff)] ^ (before >> 8))
        }
        return tables
    }()
}
