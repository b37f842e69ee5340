extension TerminalScreen {
    mutating func execute(_ scalar: UInt32) {
        switch scalar {
        case 0x08: backspace()
        case 0x09: tab(1)
        case 0x0A, 0x0B, 0x0C: lineFeed()
        case 0x0D: buffer.column = 0
        case 0x0E: select(level: 1)
        case 0x0F: select(level: 0)
        case 0x84: index()
        case 0x85:
            buffer.column = 0
            index()
        case 0x88: setTabStop()
        default: break
        }
        joinWidth = 0
    }

    mutating func escape(_ final: UInt8) {
        guard !parser.hasManyIntermediates else { return }
        guard parser.intermediate == 0 else { return designate(final) }
        switch final {
        case UInt8(ascii: "7"): saveCursor()
        case UInt8(ascii: "8"): restoreCursor()
        case UInt8(ascii: "D"): index()
        case UInt8(ascii: "E"):
            buffer.column = 0
            index()
        case UInt8(ascii: "H"): setTabStop()
        case UInt8(ascii: "M"): reverseIndex()
        case UInt8(ascii: "c"): reset()
        case UInt8(ascii: "="): modes.isApplicationKeypad = true
        case UInt8(ascii: ">"): modes.isApplicationKeypad = false
        case UInt8(ascii: "n"), UInt8(ascii: "}"): select(level: 2)
        case UInt8(ascii: "o"), UInt8(ascii: "|"): select(level: 3)
        case UInt8(ascii: "~"): select(level: 1)
        default: break
        }
    }

    private mutating func designate(_ final: UInt8) {
        let levels: [UInt8: Int] = [0x28: 0, 0x29: 1, 0x2A: 2, 0x2B: 3, 0x2D: 1, 0x2E: 2]
        if parser.intermediate == UInt8(ascii: "#"), final == UInt8(ascii: "8") { return alignmentPattern() }
        if parser.intermediate == UInt8(ascii: "%"), final == UInt8(ascii: "@") || final == UInt8(ascii: "G") {
            select(level: 0)
            return select(charset: .ascii, at: 0)
        }
        guard let level = levels[parser.intermediate], let charset = ScreenCharset(rawValue: final) else { return }
        select(charset: charset, at: level)
    }

    private mutating func setTabStop() {
        if buffer.column < buffer.columns { buffer.tabStops[buffer.column] = true }
    }

    private mutating func alignmentPattern() {
        place(0, 0)
        for row in 0..<buffer.rows {
            let target = modes.isOrigin ? row + buffer.marginTop : row
            guard target < buffer.rows else { break }
            buffer.fill(target, 0, buffer.columns, ScreenCell(ascii: UInt8(ascii: "E"), pen))
            buffer.setWrapped(false, target)
        }
        place(0, 0)
    }

    /// A control sequence whose last byte came.
    mutating func control(_ final: UInt8) {
        guard !parser.hasManyIntermediates else { return }
        switch (parser.prefix, parser.intermediate) {
        case (0, 0):
            if final == UInt8(ascii: "m") { return setStyle() }
            if !moveByControl(final), !editByControl(final) { setByControl(final) }
        case (UInt8(ascii: "?"), 0): privateControl(final)
        case (UInt8(ascii: ">"), 0), (UInt8(ascii: "<"), 0), (UInt8(ascii: "="), 0): extendedControl(final)
        default: intermediateControl(final)
        }
    }

    private mutating func moveByControl(_ final: UInt8) -> Bool {
        let parameters = parser.parameters
        let amount = parameters.amount(atMost: Int(UInt16.max))
        switch final {
        case UInt8(ascii: "A"): moveUp(amount)
        case UInt8(ascii: "B"): moveDown(amount)
        case UInt8(ascii: "C"), UInt8(ascii: "a"): move(amount, 0)
        case UInt8(ascii: "D"): move(-amount, 0)
        case UInt8(ascii: "E"):
            moveDown(amount)
            buffer.column = 0
        case UInt8(ascii: "F"):
            moveUp(amount)
            buffer.column = 0
        case UInt8(ascii: "G"), UInt8(ascii: "`"): placeColumn(amount - 1)
        case UInt8(ascii: "H"), UInt8(ascii: "f"):
            place(parameters.count > 1 ? parameters.amount(1, atMost: Int(UInt16.max)) - 1 : 0, amount - 1)
        case UInt8(ascii: "I"): tab(amount)
        case UInt8(ascii: "Z"): tabBack(amount)
        case UInt8(ascii: "d"): place(buffer.column, amount - 1)
        case UInt8(ascii: "e"): move(0, amount)
        default: return false
        }
        return true
    }

    private mutating func placeColumn(_ column: Int) {
        buffer.column = column
        restrict()
    }

    private mutating func setByControl(_ final: UInt8) {
        switch final {
        case UInt8(ascii: "b"): repeatLast()
        case UInt8(ascii: "c"): if parser.parameters.parameter(0) == 0 { reply("\u{1B}[?1;2c") }
        case UInt8(ascii: "g"): clearTabStop()
        case UInt8(ascii: "h"), UInt8(ascii: "l"): setModes(final == UInt8(ascii: "h"))
        case UInt8(ascii: "n"): reportStatus(isPrivate: false)
        case UInt8(ascii: "r"): setMargins()
        case UInt8(ascii: "s"): saveCursor()
        case UInt8(ascii: "t"): pushTitle()
        case UInt8(ascii: "u"): restoreCursor()
        default: break
        }
    }

    private mutating func clearTabStop() {
        switch parser.parameters.parameter(0) {
        case 0: if buffer.column < buffer.columns { buffer.tabStops[buffer.column] = false }
        case 3: buffer.tabStops = Array(repeating: false, count: buffer.columns)
        default: break
        }
    }

    private mutating func pushTitle() {
        switch (parser.parameters.parameter(0), parser.parameters.parameter(1)) {
        case (22, 0), (22, 2): if titleStack.count < limits.titleStack { titleStack.append(title) }
        case (23, 0), (23, 2): title = titleStack.popLast() ?? title
        default: break
        }
    }
}
