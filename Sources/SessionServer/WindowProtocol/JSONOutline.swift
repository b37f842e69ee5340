/// The brackets of a JSON text: looked at before a parser sees it, so that no parser meets a text too deep for it.
///
/// It also refuses a comma before a closing bracket, which RFC 8259 does not know and Foundation's parser lets pass.
struct JSONOutline {
    private var depth = 0
    private var deepest = 0
    private var isClosed = false
    private var isInString = false
    private var isEscaped = false
    private var isAfterComma = false

    /// How deep one object nests, or nothing when the text is not one object.
    static func depth(ofObject text: some Sequence<UInt8>) -> Int? {
        var outline = JSONOutline()
        for byte in text {
            guard outline.isInString ? outline.takeInString(byte) : outline.take(byte) else { return nil }
        }
        return outline.isClosed ? outline.deepest : nil
    }

    private mutating func takeInString(_ byte: UInt8) -> Bool {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInString = false
        }
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): return true
        case _ where isClosed: return false
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth > 0 || byte == UInt8(ascii: "{") else { return false }
            depth += 1
            deepest = max(deepest, depth)
        case _ where depth == 0: return false
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            guard !isAfterComma else { return false }
            depth -= 1
            isClosed = depth == 0
        case UInt8(ascii: "\""): isInString = true
        default: break
        }
        isAfterComma = byte == UInt8(ascii: ",")
        return true
    }
}
