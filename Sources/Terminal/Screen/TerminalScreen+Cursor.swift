extension TerminalScreen {
    mutating func restrict(to lastColumn: Int? = nil) {
        buffer.column = min(lastColumn ?? buffer.columns - 1, max(0, buffer.column))
        let rows = modes.isOrigin ? buffer.marginTop...buffer.marginBottom : 0...buffer.rows - 1
        buffer.row = min(rows.upperBound, max(rows.lowerBound, buffer.row))
    }

    mutating func place(_ column: Int, _ row: Int) {
        (buffer.column, buffer.row) = (column, modes.isOrigin ? buffer.marginTop + row : row)
        restrict()
    }

    mutating func move(_ columns: Int, _ rows: Int) {
        restrict()
        place(buffer.column + columns, buffer.row + rows)
    }

    mutating func moveUp(_ amount: Int) {
        let room = buffer.row - buffer.marginTop
        move(0, -(room >= 0 ? min(room, amount) : amount))
    }

    mutating func moveDown(_ amount: Int) {
        let room = buffer.marginBottom - buffer.row
        move(0, room >= 0 ? min(room, amount) : amount)
    }

    /// Goes a row down, scrolling at the bottom margin.
    mutating func lineDown() -> Bool {
        buffer.row += 1
        if buffer.row == buffer.marginBottom + 1 {
            buffer.row -= 1
            buffer.scroll(pen.erased, isWrapped: false)
            return false
        }
        guard buffer.row >= buffer.rows else { return true }
        buffer.row = buffer.rows - 1
        return false
    }

    mutating func lineFeed() {
        if modes.isNewLine { buffer.column = 0 }
        if lineDown() { buffer.setWrapped(false, buffer.row) }
        if buffer.column >= buffer.columns { buffer.column -= 1 }
    }

    mutating func index() {
        restrict()
        _ = lineDown()
        restrict()
    }

    mutating func reverseIndex() {
        restrict()
        if buffer.row == buffer.marginTop {
            buffer.moveDown(from: buffer.marginTop, to: buffer.marginBottom, by: 1, pen.erased)
        } else {
            buffer.row -= 1
            restrict()
        }
    }

    mutating func backspace() {
        restrict(to: modes.isReverseWraparound ? buffer.columns : nil)
        if buffer.column > 0 {
            buffer.column -= 1
        } else if modes.isReverseWraparound, buffer.row > buffer.marginTop, buffer.row <= buffer.marginBottom,
            buffer.isWrapped(buffer.row)
        {
            buffer.setWrapped(false, buffer.row)
            buffer.row -= 1
            buffer.column = buffer.columns - 1
            let cell = buffer[buffer.row, buffer.column]
            if cell.width > 0, !cell.hasContent { buffer.column -= 1 }
        }
        restrict()
    }

    mutating func tab(_ amount: Int) {
        guard buffer.column < buffer.columns else { return }
        for _ in 0..<min(amount, buffer.columns) {
            repeat { buffer.column += 1 } while buffer.column < buffer.columns && !buffer.tabStops[buffer.column]
            buffer.column = min(buffer.column, buffer.columns - 1)
        }
    }

    mutating func tabBack(_ amount: Int) {
        guard buffer.column < buffer.columns else { return }
        for _ in 0..<min(amount, buffer.columns) where buffer.column > 0 {
            repeat { buffer.column -= 1 } while buffer.column > 0 && !buffer.tabStops[buffer.column]
        }
    }

    mutating func saveCursor() {
        buffer.saved = SavedCursor(column: buffer.column, row: buffer.row, style: pen, charset: charset)
    }

    mutating func restoreCursor() {
        (buffer.column, buffer.row) = (buffer.saved.column, max(buffer.saved.row, 0))
        pen = buffer.saved.style
        select(charset: buffer.saved.charset, at: charsetLevel)
        restrict()
    }

    mutating func setMargins() {
        let parameters = parser.parameters
        let top = max(parameters.parameter(0), 1)
        var bottom = parameters.parameter(1)
        if parameters.count < 2 || bottom > buffer.rows || bottom == 0 { bottom = buffer.rows }
        guard bottom > top else { return }
        (buffer.marginTop, buffer.marginBottom) = (top - 1, bottom - 1)
        place(0, 0)
    }

    mutating func select(charset: ScreenCharset, at level: Int) {
        charsets[level] = charset
        if charsetLevel == level { self.charset = charset }
    }

    mutating func select(level: Int) {
        charsetLevel = level
        charset = charsets[level]
    }
}
