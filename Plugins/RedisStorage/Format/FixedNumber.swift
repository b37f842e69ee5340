import SessionCore

/// Numbers as 16 hexadecimal digits whose order as text is the order of the numbers.
///
/// Scripts compare them as text: a number of Lua is a double and would lose what is over 2^53.
enum FixedNumber {
    static let digits = 16

    /// An instant; the sign is turned over so that earlier ones come first.
    static func append(_ instant: Timestamp, to bytes: inout [UInt8]) {
        append(UInt64(bitPattern: instant.milliseconds) ^ (1 << 63), to: &bytes)
    }

    static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        append(number, digits: digits, to: &bytes)
    }

    /// The lowest digits of a number.
    static func append(_ number: UInt64, digits: Int, to bytes: inout [UInt8]) {
        for place in stride(from: 4 * (digits - 1), through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: number >> UInt64(place) & 15)
            bytes.append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
        }
    }

    static func bytes(_ instant: Timestamp) -> [UInt8] {
        var bytes: [UInt8] = []
        append(instant, to: &bytes)
        return bytes
    }

    static func bytes(_ number: UInt64, digits: Int = digits) -> [UInt8] {
        var bytes: [UInt8] = []
        append(number, digits: digits, to: &bytes)
        return bytes
    }

    /// The number of some digits, or nothing when one of them is none.
    static func number(_ text: some Collection<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for character in text {
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                number = number << 4 | UInt64(character - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                number = number << 4 | UInt64(character - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return number
    }

    static func instant(_ text: some Collection<UInt8>) -> Timestamp? {
        guard text.count == digits, let number = number(text) else { return nil }
        return Timestamp(milliseconds: Int64(bitPattern: number ^ (1 << 63)))
    }
}
