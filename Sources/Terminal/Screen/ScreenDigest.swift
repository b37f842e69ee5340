/// FNV-1a over words: quick, the same on every machine, and no defence against someone who wants two to be alike.
struct ScreenDigest {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func absorb(_ word: Int) {
        value = (value ^ UInt64(truncatingIfNeeded: word)) &* 0x100_0000_01B3
    }

    mutating func absorb(_ bytes: [UInt8]) {
        absorb(bytes.count)
        for byte in bytes { absorb(Int(byte)) }
    }
}
