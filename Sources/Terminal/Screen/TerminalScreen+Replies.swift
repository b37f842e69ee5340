/// Answers to what programs ask; a terminal answers each question once, however many windows show it.
extension TerminalScreen {
    mutating func reportStatus(isPrivate: Bool) {
        let mark = isPrivate ? "?" : ""
        switch parser.parameters.parameter(0) {
        case 5 where !isPrivate: reply("\u{1B}[0n")
        case 6: reply("\u{1B}[\(mark)\(buffer.row + 1);\(buffer.column + 1)R")
        default: break
        }
    }

    /// DECRQM: 1 set, 2 reset, 0 not known.
    mutating func reportMode() {
        let mode = parser.parameters.parameter(0)
        let isPrivate = parser.prefix == UInt8(ascii: "?")
        let isSet = isPrivate ? isPrivateModeSet(mode) : mode == 4 ? modes.isInsert : mode == 20 ? modes.isNewLine : nil
        let state = isSet.map { $0 ? 1 : 2 } ?? 0
        reply("\u{1B}[\(isPrivate ? "?" : "")\(mode);\(state)$y")
    }

    private func isPrivateModeSet(_ mode: Int) -> Bool? {
        switch mode {
        case 1: modes.isApplicationCursor
        case 6: modes.isOrigin
        case 7: modes.isWraparound
        case 9, 1000, 1002, 1003: modes.mouseTracking.rawValue == mode
        case 25: modes.isCursorVisible
        case 45: modes.isReverseWraparound
        case 47, 1047, 1049: isAlternate
        case 66: modes.isApplicationKeypad
        case 1004: modes.isFocusReporting
        case 1006, 1016: modes.mouseEncoding.rawValue == mode
        case 2004: modes.isBracketedPaste
        case 2026: modes.isSynchronized
        default: nil
        }
    }

    /// The colours of the declared profile: light grey on black.
    mutating func reportColor(_ number: Int) {
        let part = number == 11 ? "0000" : "e5e5"
        reply("\u{1B}]\(number);rgb:\(part)/\(part)/\(part)\u{1B}\\")
    }

    /// DECRQSS.
    mutating func reportSetting(_ asked: [UInt8]) {
        guard asked.starts(with: "$q".utf8) else { return }
        switch String(decoding: asked.dropFirst(2), as: UTF8.self) {
        case "\"q": reply("\u{1B}P1$r\(pen.has(ScreenStyle.protected) ? 1 : 0)\"q\u{1B}\\")
        case "\"p": reply("\u{1B}P1$r61;1\"p\u{1B}\\")
        case "r": reply("\u{1B}P1$r\(buffer.marginTop + 1);\(buffer.marginBottom + 1)r\u{1B}\\")
        case "m": reply("\u{1B}P1$r0m\u{1B}\\")
        case " q": reply("\u{1B}P1$r\(max(modes.cursorStyle, 1)) q\u{1B}\\")
        default: reply("\u{1B}P0$r\u{1B}\\")
        }
    }
}
