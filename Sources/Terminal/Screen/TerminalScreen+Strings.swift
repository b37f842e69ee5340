extension TerminalScreen {
    /// Acts on a command or device string that ended.
    mutating func finishString() {
        let state = parser.state
        parser.state = .ground
        guard state == .commandString || state == .deviceString else { return }
        joinWidth = 0
        defer { parser.string.removeAll(keepingCapacity: true) }
        guard !parser.isStringTooLong else { return }
        if state == .commandString { command(parser.string) } else { reportSetting(parser.string) }
    }

    private mutating func command(_ string: [UInt8]) {
        let digits = string.prefix { 0x30...0x39 ~= $0 }
        guard digits.count <= 4, let number = Int(String(decoding: digits, as: UTF8.self)),
            string.count > digits.count, string[digits.count] == UInt8(ascii: ";")
        else { return }
        let rest = Array(string[(digits.count + 1)...])
        switch number {
        case 0, 2: title = rest
        case 8: link(rest)
        case 10, 11, 12: if rest == [UInt8(ascii: "?")] { reportColor(number) }
        default: break
        }
    }

    /// OSC 8: `parameters ; address`; an empty address ends the link.
    private mutating func link(_ string: [UInt8]) {
        guard let semicolon = string.firstIndex(of: UInt8(ascii: ";")) else { return }
        var decoration = decorations[pen.decoration]
        decoration.link = Array(string[(semicolon + 1)...])
        decoration.linkIdentifier = []
        let parameters = string[..<semicolon].split(separator: UInt8(ascii: ":"))
        if !decoration.link.isEmpty, let named = parameters.first(where: { $0.starts(with: "id=".utf8) }) {
            decoration.linkIdentifier = Array(named.dropFirst(3))
        }
        decorate(decoration)
    }
}
