import NIOCore

/// Makes text of output that may be cut within a character: what is not whole yet waits for the rest.
struct TextCarry {
    private var rest: [UInt8] = []

    mutating func text(of output: ByteBuffer) -> String {
        let bytes = rest + Array(output.readableBytesView)
        let cut = bytes.count - TextCarry.unfinished(bytes)
        rest = Array(bytes[cut...])
        return String(decoding: bytes[..<cut], as: UTF8.self)
    }

    /// What there is of a character that will not be whole any more.
    mutating func end() -> String {
        defer { rest = [] }
        return String(decoding: rest, as: UTF8.self)
    }

    /// How many bytes at the end begin a character that is not whole.
    private static func unfinished(_ bytes: [UInt8]) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            if byte & 0xc0 == 0x80 { continue }
            let length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
            return length > back ? back : 0
        }
        return 0
    }
}
