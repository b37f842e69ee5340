extension TerminalScreen {
    /// SM and RM.
    mutating func setModes(_ isSet: Bool) {
        for place in 0..<parser.parameters.valueCount {
            switch parser.parameters.value(at: place) {
            case 4: modes.isInsert = isSet
            case 20: modes.isNewLine = isSet
            default: break
            }
        }
    }

    /// Sequences that begin with `?`.
    mutating func privateControl(_ final: UInt8) {
        switch final {
        case UInt8(ascii: "h"), UInt8(ascii: "l"):
            for place in 0..<parser.parameters.valueCount {
                let mode = parser.parameters.value(at: place)
                let isSet = final == UInt8(ascii: "h")
                if !setScreenMode(mode, isSet), !setWindowMode(mode, isSet) { setMouseMode(mode, isSet) }
            }
        case UInt8(ascii: "J"): eraseInDisplay(keepingProtected: true)
        case UInt8(ascii: "K"): eraseInLine(keepingProtected: true)
        case UInt8(ascii: "n"): reportStatus(isPrivate: true)
        case UInt8(ascii: "u"): reply("\u{1B}[?\(modes.keyboardFlags)u")
        default: break
        }
    }

    private mutating func setScreenMode(_ mode: Int, _ isSet: Bool) -> Bool {
        switch mode {
        case 2: if isSet { for level in 0..<4 { select(charset: .ascii, at: level) } }
        case 6:
            modes.isOrigin = isSet
            place(0, 0)
        case 7: modes.isWraparound = isSet
        case 45: modes.isReverseWraparound = isSet
        case 1048: if isSet { saveCursor() } else { restoreCursor() }
        case 1049:
            if isSet { saveCursor() }
            show(alternate: isSet)
            if !isSet { restoreCursor() }
        case 47, 1047: show(alternate: isSet)
        default: return false
        }
        return true
    }

    private mutating func setWindowMode(_ mode: Int, _ isSet: Bool) -> Bool {
        switch mode {
        case 1: modes.isApplicationCursor = isSet
        case 25: modes.isCursorVisible = isSet
        case 66: modes.isApplicationKeypad = isSet
        case 1004: modes.isFocusReporting = isSet
        case 2004: modes.isBracketedPaste = isSet
        case 2026: modes.isSynchronized = isSet
        default: return false
        }
        return true
    }

    private mutating func setMouseMode(_ mode: Int, _ isSet: Bool) {
        if let tracking = ScreenModes.MouseTracking(rawValue: mode), tracking != .none {
            modes.mouseTracking = isSet ? tracking : .none
        } else if let encoding = ScreenModes.MouseEncoding(rawValue: mode), encoding != .plain {
            modes.mouseEncoding = isSet ? encoding : .plain
        }
    }

    /// Shows the other screen; the alternate one is empty whenever it comes.
    private mutating func show(alternate: Bool) {
        guard alternate != isAlternate else { return }
        let (column, row) = (buffer.column, buffer.row)
        swap(&buffer, &other)
        isAlternate = alternate
        if alternate {
            let saved = buffer.saved
            buffer = ScreenBuffer(size: size, historyLines: 0)
            buffer.saved = saved
            for row in 0..<buffer.rows { buffer.clearRow(row, pen.erased) }
        }
        (buffer.column, buffer.row) = (column, row)
    }

    /// Kitty's keyboard protocol: `CSI > flags u`, `CSI < count u`, `CSI = flags ; how u`.
    mutating func extendedControl(_ final: UInt8) {
        let first = parser.parameters.parameter(0)
        switch (parser.prefix, final) {
        case (UInt8(ascii: ">"), UInt8(ascii: "c")): if first == 0 { reply("\u{1B}[>0;276;0c") }
        case (UInt8(ascii: ">"), UInt8(ascii: "u")):
            if modes.keyboardStack.count >= limits.keyboardStack { modes.keyboardStack.removeFirst() }
            modes.keyboardStack.append(modes.keyboardFlags)
            modes.keyboardFlags = first & 31
        case (UInt8(ascii: "<"), UInt8(ascii: "u")):
            for _ in 0..<parser.parameters.amount(atMost: limits.keyboardStack) {
                modes.keyboardFlags = modes.keyboardStack.popLast() ?? 0
            }
        case (UInt8(ascii: "="), UInt8(ascii: "u")):
            switch parser.parameters.parameter(1) {
            case 2: modes.keyboardFlags |= first & 31
            case 3: modes.keyboardFlags &= ~first
            default: modes.keyboardFlags = first & 31
            }
        default: break
        }
    }
}
