/// A mark in a terminal's output: a record separator, a letter, sixteen hexadecimal digits, a semicolon.
struct TerminalMark: Sendable, Hashable {
    /// What marks are there for.
    enum Kind: UInt8 {
        /// The program has begun.
        case began = 0x53
        /// What follows was due at this instant, in nanoseconds of this boot.
        case due = 0x54
        /// So many keys have arrived.
        case key = 0x4b
        /// So many lines were printed, all there are.
        case finished = 0x46
    }

    static let separator: UInt8 = 0x1e
    static let length = 19

    let kind: Kind
    let value: UInt64

    init(_ kind: Kind, _ value: UInt64) {
        self.kind = kind
        self.value = value
    }

    /// Reads one from its bytes, or answers nothing when they are something else.
    init?(_ bytes: some Collection<UInt8>) {
        let all = Array(bytes)
        guard all.count == TerminalMark.length, all[0] == TerminalMark.separator, all[18] == 0x3b,
            let kind = Kind(rawValue: all[1]),
            let value = UInt64(String(decoding: all[2..<18], as: UTF8.self), radix: 16)
        else { return nil }
        self.kind = kind
        self.value = value
    }

    var bytes: [UInt8] {
        let digits = String(value, radix: 16)
        let text = String(repeating: "0", count: 16 - digits.utf8.count) + digits
        return [TerminalMark.separator, kind.rawValue] + Array(text.utf8) + [0x3b]
    }
}
