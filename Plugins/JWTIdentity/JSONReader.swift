/// Reads a JSON text (RFC 8259) so that it can mean one thing only.
///
/// A name that comes twice in an object, a text that is not UTF-8 or has a NUL in it, half of a surrogate pair, a byte order
/// mark, anything after the value, more depth or values than ``Limits`` allow: all are refused.
struct JSONReader {
    /// The text is not JSON, or could mean two things.
    struct Refusal: Error {}

    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0
    private var count = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The value of a whole text.
    static func value(of bytes: [UInt8]) throws(Refusal) -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw Refusal() }
        var reader = JSONReader(bytes)
        let value = try reader.value()
        reader.skipBlanks()
        guard reader.index == bytes.count else { throw Refusal() }
        return value
    }

    private mutating func value() throws(Refusal) -> JSONValue {
        count += 1
        guard count <= Limits.values else { throw Refusal() }
        skipBlanks()
        switch peek {
        case UInt8(ascii: "{"): return try nested { reader throws(Refusal) in try reader.object() }
        case UInt8(ascii: "["): return try nested { reader throws(Refusal) in try reader.list() }
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(
        _ body: (inout JSONReader) throws(Refusal) -> JSONValue
    ) throws(Refusal) -> JSONValue {
        depth += 1
        guard depth <= Limits.depth else { throw Refusal() }
        index += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(Refusal) -> JSONValue {
        var members: [String: JSONValue] = [:]
        guard !takes("}") else { return .object(members) }
        repeat {
            skipBlanks()
            let name = try string()
            guard members[name] == nil, takes(":") else { throw Refusal() }
            members[name] = try value()
        } while takes(",")
        guard takes("}") else { throw Refusal() }
        return .object(members)
    }

    private mutating func list() throws(Refusal) -> JSONValue {
        var entries: [JSONValue] = []
        guard !takes("]") else { return .list(entries) }
        repeat { entries.append(try value()) } while takes(",")
        guard takes("]") else { throw Refusal() }
        return .list(entries)
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(Refusal) -> JSONValue {
        guard bytes[index...].starts(with: word.utf8) else { throw Refusal() }
        index += word.utf8.count
        return value
    }

    private mutating func number() throws(Refusal) -> JSONValue {
        let start = index
        if peek == UInt8(ascii: "-") { index += 1 }
        if peek == UInt8(ascii: "0") { index += 1 } else { try digits() }
        if peek == UInt8(ascii: ".") {
            index += 1
            try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            index += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { index += 1 }
            try digits()
        }
        return .number(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    private mutating func digits() throws(Refusal) {
        let start = index
        while let byte = peek, (0x30...0x39).contains(byte) { index += 1 }
        guard index > start else { throw Refusal() }
    }

    private mutating func string() throws(Refusal) -> String {
        guard peek == UInt8(ascii: "\"") else { throw Refusal() }
        index += 1
        var text: [UInt8] = []
        while let byte = peek {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escaped().utf8
            case ..<0x20: throw Refusal()
            default: text.append(byte)
            }
        }
        throw Refusal()
    }

    private mutating func escaped() throws(Refusal) -> String {
        guard let byte = peek else { throw Refusal() }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return String(UnicodeScalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return String(Character(try scalar()))
        default: throw Refusal()
        }
    }

    /// The four digits after `\u`, and the other half where they are one of a pair.
    private mutating func scalar() throws(Refusal) -> UnicodeScalar {
        var value = try fourDigits()
        if (0xd800..<0xdc00).contains(value) {
            guard bytes[index...].starts(with: "\\u".utf8) else { throw Refusal() }
            index += 2
            let low = try fourDigits()
            guard (0xdc00..<0xe000).contains(low) else { throw Refusal() }
            value = 0x10000 + (value - 0xd800) << 10 + (low - 0xdc00)
        }
        guard value != 0, let scalar = UnicodeScalar(value) else { throw Refusal() }
        return scalar
    }

    private mutating func fourDigits() throws(Refusal) -> UInt32 {
        guard bytes.count - index >= 4 else { throw Refusal() }
        let digits = bytes[index..<index + 4]
        index += 4
        var value: UInt32 = 0
        for digit in digits {
            guard let digit = Character(UnicodeScalar(digit)).hexDigitValue else { throw Refusal() }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private var peek: UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    /// Whether the next sign, after blanks, is this one; then it is behind us.
    private mutating func takes(_ sign: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard peek == UInt8(ascii: sign) else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = peek, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { index += 1 }
    }
}
