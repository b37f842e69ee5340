import SessionCore

/// Writes one command as the server reads it, in one buffer.
struct RedisEncoder {
    private(set) var bytes: [UInt8] = []

    /// - Parameters:
    ///   - count: how many arguments follow.
    ///   - rough: about how many bytes they have.
    init(count: Int, bytes rough: Int) {
        bytes.reserveCapacity(rough + 16)
        appendHeader(UInt8(ascii: "*"), count)
    }

    mutating func append(_ argument: RedisArgument) {
        switch argument {
        case .text(let text):
            appendHeader(UInt8(ascii: "$"), text.utf8.count)
            bytes.append(contentsOf: text.utf8)
        case .bytes(let some):
            appendHeader(UInt8(ascii: "$"), some.count)
            bytes.append(contentsOf: some)
        case .integer(let number):
            let digits = RedisEncoder.digitCount(number)
            appendHeader(UInt8(ascii: "$"), digits)
            appendDigits(number, count: digits)
        case .key(let key):
            appendHeader(UInt8(ascii: "$"), 2 * SessionKey.byteCount)
            appendHexadecimal(key)
        case .keyed(let prefix, let key):
            appendHeader(UInt8(ascii: "$"), prefix.count + 2 * SessionKey.byteCount)
            bytes.append(contentsOf: prefix)
            appendHexadecimal(key)
        }
        appendLineEnd()
    }

    /// An argument of ASCII that is known when the program is built.
    mutating func append(_ text: StaticString) {
        appendHeader(UInt8(ascii: "$"), text.utf8CodeUnitCount)
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
        appendLineEnd()
    }

    private mutating func appendHeader(_ mark: UInt8, _ count: Int) {
        bytes.append(mark)
        appendDigits(Int64(count), count: RedisEncoder.digitCount(Int64(count)))
        appendLineEnd()
    }

    private mutating func appendLineEnd() {
        bytes.append(UInt8(ascii: "\r"))
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func appendHexadecimal(_ key: SessionKey) {
        let (first, second, third, fourth) = key.words
        appendHexadecimal(first)
        appendHexadecimal(second)
        appendHexadecimal(third)
        appendHexadecimal(fourth)
    }

    private mutating func appendHexadecimal(_ word: UInt64) {
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: word >> shift & 15)
            bytes.append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
        }
    }

    private mutating func appendDigits(_ number: Int64, count: Int) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var magnitude = number.magnitude
        let digits = number < 0 ? count - 1 : count
        let start = bytes.count
        for _ in 0..<digits { bytes.append(UInt8(ascii: "0")) }
        var index = start + digits
        while magnitude > 0, index > start {
            index -= 1
            bytes[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10)
            magnitude /= 10
        }
    }

    private static func digitCount(_ number: Int64) -> Int {
        var count = number < 0 ? 2 : 1
        var rest = number.magnitude / 10
        while rest > 0 {
            count += 1
            rest /= 10
        }
        return count
    }
}
