/// Streams as programs write them and as none would, the same for the same seed.
struct ScreenStream: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// Text, moves, colours, modes and screens, in any order.
    mutating func program(pieces: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<pieces { bytes.append(contentsOf: piece().utf8) }
        return bytes
    }

    /// Bytes of no sense, with enough escapes among them to reach every state.
    mutating func noise(count: Int) -> [UInt8] {
        let common = Array("\u{1B}[];?<>=0123456789:$ \"'#()mhlHJKABCDPX^_\\\u{07}\n\r".utf8)
        return (0..<count).map { _ in
            Bool.random(using: &self) ? .random(in: 0...255, using: &self) : common.randomElement(using: &self) ?? 0x1B
        }
    }

    private mutating func number(_ range: ClosedRange<Int> = 0...30) -> Int { .random(in: range, using: &self) }

    private mutating func piece() -> String {
        switch number(0...11) {
        case 0...3: text()
        case 4: "\r\n"
        case 5: style()
        case 6: "\u{1B}[\(number());\(number(0...90))H"
        case 7:
            "\u{1B}[\(number(0...12))"
                + (Array("ABCDEFGIZdeaJKLMPSTX@").map(String.init).randomElement(using: &self) ?? "A")
        case 8: mode()
        case 9: rare()
        case 10: String(repeating: "\n", count: number(1...4))
        default: ["\u{8}", "\t", "\r", "\u{1B}M", "\u{1B}D", "\u{1B}7", "\u{1B}8"].randomElement(using: &self) ?? "\t"
        }
    }

    private mutating func text() -> String {
        let words = [
            "plain words of a build log ", "漢字かな", "e\u{301}", "👩\u{200D}🚀", "\u{301}", "ÄÖÜ ", "│└─",
            String(repeating: "x", count: number(1...130)), "   ", "a\u{302}\u{303}b",
        ]
        return words.randomElement(using: &self) ?? ""
    }

    private mutating func style() -> String {
        let codes = [
            "", "0", "1", "2", "3", "4", "4:3", "5", "7", "9", "22", "24", "27", "31", "38;5;\(number(0...255))",
            "48;2;\(number());20;30", "38:2::1:2:\(number())", "44", "49", "39", "53", "58;5;\(number())", "95", "104",
            "59",
        ]
        return
            "\u{1B}[\((0..<number(1...3)).map { _ in codes.randomElement(using: &self) ?? "" }.joined(separator: ";"))m"
    }

    private mutating func mode() -> String {
        let modes = [
            "?1", "?6", "?7", "?25", "?45", "?1000", "?1002", "?1006", "?1004", "?2004", "4", "?1049", "?47", "?2026",
        ]
        return "\u{1B}[" + (modes.randomElement(using: &self) ?? "4") + (number(0...2) == 0 ? "h" : "l")
    }

    private mutating func rare() -> String {
        let top = number(1...10)
        let pieces = [
            "\u{1B}[\(top);\(top + number(1...12))r", "\u{1B}[r",
            "\u{1B}]8;;https://example.com/\(number())\u{1B}\\link",
            "\u{1B}]8;;\u{7}", "\u{1B}]2;title \(number())\u{7}", "\u{1B}[22t", "\u{1B}[23t", "\u{1B}(0lqk", "\u{1B}(B",
            "\u{1B})0\u{E}", "\u{F}", "\u{1B}H", "\u{1B}[g", "\u{1B}[3g", "\u{1B}[\(number(1...6)) q", "\u{1B}[>1u",
            "\u{1B}[<u", "y\u{1B}[\(number())b", "\u{1B}[!p", "\u{1B}#8", "\u{1B}[c", "\u{1B}[6n", "\u{1B}P$qm\u{1B}\\",
            "\u{1B}[2 @", "\u{1B}[1'}", "\u{1B}[1\"q", "\u{1B}[?1J", "\u{1B}=",
        ]
        return pieces.randomElement(using: &self) ?? ""
    }
}
