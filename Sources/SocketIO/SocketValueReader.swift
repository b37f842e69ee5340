import NIOCore

/// Reads JSON (RFC 8259) into a value, in one pass, whatever it is.
///
/// It is here, and not a library's, because what is read has no known shape: a decoder that tries one type after the
/// other takes many times as long for a peer's worst text as for its best.
struct SocketValueReader {
    private let bytes: [UInt8]
    private var place = 0
    private let malformed = ProtocolViolation("a packet whose JSON cannot be read")

    init(_ text: ByteBufferView) {
        bytes = Array(text)
    }

    /// The one value that the whole text is.
    static func value(of text: ByteBufferView) throws(ProtocolViolation) -> SocketValue {
        var reader = SocketValueReader(text)
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.place == reader.bytes.count else { throw reader.malformed }
        return value
    }

    private mutating func value(depth: Int) throws(ProtocolViolation) -> SocketValue {
        guard depth < Limits.jsonDepth else { throw ProtocolViolation("a packet that is nested too deep") }
        skipBlanks()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object(depth: Int) throws(ProtocolViolation) -> SocketValue {
        place += 1
        var members: [SocketValue.Member] = []
        skipBlanks()
        if take("}") { return .object([]) }
        repeat {
            skipBlanks()
            guard peek == UInt8(ascii: "\"") else { throw malformed }
            let name = try string()
            skipBlanks()
            guard take(":") else { throw malformed }
            members.append(SocketValue.Member(name, try value(depth: depth + 1)))
            skipBlanks()
        } while take(",")
        guard take("}") else { throw malformed }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(ProtocolViolation) -> SocketValue {
        place += 1
        var elements: [SocketValue] = []
        skipBlanks()
        if take("]") { return .array([]) }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipBlanks()
        } while take(",")
        guard take("]") else { throw malformed }
        return .array(elements)
    }

    private mutating func string() throws(ProtocolViolation) -> String {
        place += 1
        var text: [UInt8] = []
        var start = place
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                text += bytes[start..<place]
                place += 1
                guard let string = String(validating: text, as: UTF8.self) else { throw malformed }
                return string
            case UInt8(ascii: "\\"):
                text += bytes[start..<place]
                place += 1
                try escape(into: &text)
                start = place
            case ..<0x20: throw malformed
            default: place += 1
            }
        }
        throw malformed
    }

    private mutating func escape(into text: inout [UInt8]) throws(ProtocolViolation) {
        guard let letter = peek else { throw malformed }
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0c)
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "r"): text.append(0x0d)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try scalar()
            text += Array(String(scalar).utf8)
        default: throw malformed
        }
    }

    /// Half a pair, which JavaScript lets pass, becomes the replacement character.
    private mutating func scalar() throws(ProtocolViolation) -> Unicode.Scalar {
        let replacement: Unicode.Scalar = "\u{fffd}"
        let first = try codeUnit()
        guard (0xd800...0xdbff).contains(first), peek == UInt8(ascii: "\\"), place + 1 < bytes.count,
            bytes[place + 1] == UInt8(ascii: "u")
        else { return Unicode.Scalar(first) ?? replacement }
        let after = place
        place += 2
        let second = try codeUnit()
        guard (0xdc00...0xdfff).contains(second) else {
            place = after
            return replacement
        }
        return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00)) ?? replacement
    }

    private mutating func codeUnit() throws(ProtocolViolation) -> UInt32 {
        guard place + 4 <= bytes.count else { throw malformed }
        var unit: UInt32 = 0
        for byte in bytes[place..<place + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw malformed }
            unit = unit << 4 | UInt32(digit)
        }
        place += 4
        return unit
    }

    private mutating func number() throws(ProtocolViolation) -> SocketValue {
        let start = place
        _ = take("-")
        let isZero = peek == UInt8(ascii: "0")
        let digits = takeDigits()
        guard digits == 1 || (digits > 1 && !isZero) else { throw malformed }
        var isWhole = true
        if take(".") {
            isWhole = false
            guard takeDigits() > 0 else { throw malformed }
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("-") { _ = take("+") }
            guard takeDigits() > 0 else { throw malformed }
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if isWhole, let number = Int(text) { return .integer(number) }
        guard let number = Double(text), number.isFinite else { throw malformed }
        return .number(number)
    }

    private mutating func takeDigits() -> Int {
        let start = place
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        return place - start
    }

    private mutating func word(_ word: String, _ value: SocketValue) throws(ProtocolViolation) -> SocketValue {
        guard bytes[place...].starts(with: word.utf8) else { throw malformed }
        place += word.utf8.count
        return value
    }

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func take(_ letter: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: letter) else { return false }
        place += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || (0x09...0x0a).contains(byte) || byte == 0x0d { place += 1 }
    }
}
