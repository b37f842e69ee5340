/// Base64 (RFC 4648, section 4), as polling carries binary messages.
///
/// It is here because the room imports no Foundation, and none of the libraries at hand without it has one.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xff, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    static func encoded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.underestimatedCount / 3 * 4 + 4)
        var (group, count) = (UInt32(0), 0)
        for byte in bytes {
            (group, count) = (group << 8 | UInt32(byte), count + 1)
            guard count == 3 else { continue }
            for shift in [18, 12, 6, 0] as [UInt32] { text.append(alphabet[Int(group >> shift & 63)]) }
            (group, count) = (0, 0)
        }
        guard count > 0 else { return text }
        group <<= UInt32(8 * (3 - count))
        for shift in ([18, 12, 6] as [UInt32]).prefix(count + 1) { text.append(alphabet[Int(group >> shift & 63)]) }
        text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - count))
        return text
    }

    /// Nothing for what is not base64; the filling at the end may be missing, as some clients leave it out.
    static func decoded(_ text: some BidirectionalCollection<UInt8>) -> [UInt8]? {
        var rest = text[...]
        var filling = 0
        while rest.last == UInt8(ascii: "="), filling < 2 {
            rest = rest.dropLast()
            filling += 1
        }
        guard filling == 0 || (rest.count + filling).isMultiple(of: 4), rest.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rest.count / 4 * 3 + 3)
        var (group, bits) = (UInt32(0), 0)
        for letter in rest {
            let value = values[Int(letter)]
            guard value != 0xff else { return nil }
            (group, bits) = (group << 6 | UInt32(value), bits + 6)
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
            group &= (1 << UInt32(bits)) - 1
        }
        return bytes
    }
}
