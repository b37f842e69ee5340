/// What a session of the bench holds: its number, its version, and bytes that follow from both and the seed.
///
/// Every byte is decided, so that a payload of another session, of another version, cut short or mixed from two is told
/// from the right one.
struct BenchPayload: Sendable {
    let seed: UInt64
    let size: Int

    /// The payload of a session in a version.
    func bytes(number: UInt64, version: UInt64) -> [UInt8] {
        let base = base(number, version)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            raw.storeBytes(of: number.littleEndian, as: UInt64.self)
            raw.storeBytes(of: version.littleEndian, toByteOffset: 8, as: UInt64.self)
            let words = size / 8
            for index in 2..<words {
                raw.storeBytes(of: (base &+ UInt64(index)).littleEndian, toByteOffset: 8 * index, as: UInt64.self)
            }
            for index in (8 * words)..<size { buffer[index] = UInt8(truncatingIfNeeded: base >> 8) }
            count = size
        }
    }

    /// Whether bytes are the payload of a session in a version, every byte of it.
    func matches(_ bytes: [UInt8], number: UInt64, version: UInt64) -> Bool {
        guard bytes.count == size else { return false }
        let base = base(number, version)
        return bytes.withUnsafeBytes { raw in
            var difference = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)) ^ number
            difference |= UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) ^ version
            let words = size / 8
            for index in 2..<words {
                let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
                difference |= word ^ (base &+ UInt64(index))
            }
            for index in (8 * words)..<size { difference |= UInt64(raw[index] ^ UInt8(truncatingIfNeeded: base >> 8)) }
            return difference == 0
        }
    }

    /// The number that a payload says it is of, for the sentence that tells of a wrong one.
    func number(in bytes: [UInt8]) -> UInt64? {
        guard bytes.count >= 8 else { return nil }
        return bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    }

    private func base(_ number: UInt64, _ version: UInt64) -> UInt64 {
        var order = RandomOrder(seed: seed ^ number &* 0x9e37_79b9_7f4a_7c15 ^ version << 40, caller: 0)
        return order.next()
    }
}
