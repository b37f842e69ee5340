extension TerminalScreen {
    private var isWithinMargins: Bool { buffer.marginTop...buffer.marginBottom ~= buffer.row }

    /// The control sequences that erase, insert, delete and scroll.
    mutating func editByControl(_ final: UInt8) -> Bool {
        let amount = parser.parameters.amount(atMost: buffer.columns * 2)
        let lines = min(amount, buffer.rows)
        switch final {
        case UInt8(ascii: "@"): editCells { $0.insert($1, $2, amount, $3) }
        case UInt8(ascii: "P"): editCells { $0.delete($1, $2, amount, $3) }
        case UInt8(ascii: "X"): editCells { $0.erase($1, $2, $2 + amount, $3) }
        case UInt8(ascii: "J"): eraseInDisplay(keepingProtected: false)
        case UInt8(ascii: "K"): eraseInLine(keepingProtected: false)
        case UInt8(ascii: "L"), UInt8(ascii: "M"): editLines(parser.parameters.amount(atMost: buffer.rows), final)
        case UInt8(ascii: "S"):
            buffer.moveUp(from: buffer.marginTop, to: buffer.marginBottom, by: lines, pen.erased)
        case UInt8(ascii: "T"):
            buffer.moveDown(from: buffer.marginTop, to: buffer.marginBottom, by: lines, ScreenStyle())
        default: return false
        }
        return true
    }

    private mutating func editCells(_ edit: (inout ScreenBuffer, Int, Int, ScreenStyle) -> Void) {
        restrict()
        edit(&buffer, buffer.row, buffer.column, pen.erased)
    }

    private mutating func editLines(_ amount: Int, _ final: UInt8) {
        restrict()
        guard isWithinMargins else { return }
        let amount = min(amount, buffer.marginBottom - buffer.row + 1)
        if final == UInt8(ascii: "L") {
            buffer.moveDown(from: buffer.row, to: buffer.marginBottom, by: amount, pen.erased)
        } else {
            buffer.moveUp(from: buffer.row, to: buffer.marginBottom, by: amount, pen.erased)
        }
        buffer.column = 0
    }

    mutating func eraseInLine(keepingProtected: Bool) {
        restrict(to: buffer.columns)
        let (row, column, columns) = (buffer.row, buffer.column, buffer.columns)
        switch parser.parameters.parameter(0) {
        case 0:
            buffer.erase(row, column, columns, pen.erased, keepingProtected: keepingProtected)
            if column == 0 { buffer.setWrapped(false, row) }
        case 1: buffer.erase(row, 0, column + 1, pen.erased, keepingProtected: keepingProtected)
        case 2:
            buffer.erase(row, 0, columns, pen.erased, keepingProtected: keepingProtected)
            buffer.setWrapped(false, row)
        default: break
        }
    }

    mutating func eraseInDisplay(keepingProtected: Bool) {
        restrict(to: buffer.columns)
        let (row, column, columns) = (buffer.row, buffer.column, buffer.columns)
        switch parser.parameters.parameter(0) {
        case 0:
            buffer.erase(row, column, columns, pen.erased, keepingProtected: keepingProtected)
            if column == 0 { buffer.setWrapped(false, row) }
            eraseRows(row + 1..<buffer.rows, keepingProtected)
        case 1:
            buffer.erase(row, 0, column + 1, pen.erased, keepingProtected: keepingProtected)
            buffer.setWrapped(false, row)
            if column + 1 >= columns, row + 1 < buffer.rows { buffer.setWrapped(false, row + 1) }
            eraseRows(0..<row, keepingProtected)
        case 2: eraseRows(0..<buffer.rows, keepingProtected)
        case 3: buffer.dropHistory()
        default: break
        }
    }

    private mutating func eraseRows(_ rows: Range<Int>, _ keepingProtected: Bool) {
        for row in rows {
            buffer.erase(row, 0, buffer.columns, pen.erased, keepingProtected: keepingProtected)
            buffer.setWrapped(false, row)
        }
    }

    /// Sequences with an intermediate byte.
    mutating func intermediateControl(_ final: UInt8) {
        let amount = parser.parameters.amount(atMost: buffer.columns)
        let column = buffer.column
        switch (parser.prefix, parser.intermediate, final) {
        case (0, UInt8(ascii: " "), UInt8(ascii: "@")): editColumns { $0.delete($1, 0, amount, $2) }
        case (0, UInt8(ascii: " "), UInt8(ascii: "A")): editColumns { $0.insert($1, 0, amount, $2) }
        case (0, UInt8(ascii: "'"), UInt8(ascii: "}")): editColumns { $0.insert($1, column, amount, $2) }
        case (0, UInt8(ascii: "'"), UInt8(ascii: "~")): editColumns { $0.delete($1, column, amount, $2) }
        case (0, UInt8(ascii: " "), UInt8(ascii: "q")):
            let style = parser.parameters.amount(atMost: Int(UInt16.max))
            if style <= 6 { modes.cursorStyle = style }
        case (0, UInt8(ascii: "\""), UInt8(ascii: "q")):
            let choice = parser.parameters.parameter(0)
            if choice == 1 { pen.attributes |= ScreenStyle.protected }
            if choice == 0 || choice == 2 { pen.attributes &= ~ScreenStyle.protected }
        case (0, UInt8(ascii: "!"), UInt8(ascii: "p")): softReset()
        case (_, UInt8(ascii: "$"), UInt8(ascii: "p")): reportMode()
        default: break
        }
    }

    private mutating func editColumns(_ edit: (inout ScreenBuffer, Int, ScreenStyle) -> Void) {
        guard isWithinMargins else { return }
        for row in buffer.marginTop...buffer.marginBottom {
            edit(&buffer, row, pen.erased)
            buffer.setWrapped(false, row)
        }
    }

    private mutating func softReset() {
        (buffer.marginTop, buffer.marginBottom) = (0, buffer.rows - 1)
        pen = ScreenStyle()
        var fresh = ScreenModes()
        (fresh.mouseTracking, fresh.mouseEncoding) = (modes.mouseTracking, modes.mouseEncoding)
        (fresh.cursorStyle, fresh.isNewLine) = (modes.cursorStyle, modes.isNewLine)
        modes = fresh
        charsets = [.ascii, .ascii, .ascii, .ascii]
        select(level: 0)
        buffer.saved = SavedCursor()
    }
}
