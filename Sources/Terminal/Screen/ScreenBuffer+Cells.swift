/// Changes within one row that keep wide characters whole: a half that lost its other half becomes blank.
extension ScreenBuffer {
    /// Replaces cells `from..<to`; `to` may lie beyond the row.
    mutating func erase(_ row: Int, _ from: Int, _ to: Int, _ style: ScreenStyle, keepingProtected: Bool = false) {
        let blank = ScreenCell.blank(style)
        if keepingProtected {
            for column in from..<max(from, min(to, columns)) where !self[row, column].style.has(ScreenStyle.protected) {
                self[row, column] = blank
            }
            return mend(row)
        }
        let base = start(of: row)
        if from > 0, from <= columns, cells[base + from - 1].width == 2 { cells[base + from - 1] = blank }
        if to > 0, to < columns, cells[base + to - 1].width == 2 { cells[base + to] = blank }
        fill(row, from, min(to, columns), blank)
    }

    mutating func insert(_ row: Int, _ column: Int, _ amount: Int, _ style: ScreenStyle) {
        let (base, blank) = (start(of: row), ScreenCell.blank(style))
        let column = column % columns
        if column > 0, cells[base + column - 1].width == 2 { cells[base + column - 1] = blank }
        if amount < columns - column {
            var target = columns - 1
            while target >= column + amount {
                cells[base + target] = cells[base + target - amount]
                target -= 1
            }
        }
        fill(row, column, min(column + amount, columns), blank)
        mend(row)
    }

    mutating func delete(_ row: Int, _ column: Int, _ amount: Int, _ style: ScreenStyle) {
        let (base, blank) = (start(of: row), ScreenCell.blank(style))
        let column = column % columns
        if amount < columns - column {
            for target in column..<columns - amount { cells[base + target] = cells[base + target + amount] }
        }
        fill(row, max(column, columns - amount), columns, blank)
        mend(row)
    }

    /// Makes halves of wide characters that lost their other half blank.
    mutating func mend(_ row: Int) {
        let base = start(of: row)
        for column in 0..<columns {
            let cell = cells[base + column]
            if cell.width == 2, column + 1 == columns || !cells[base + column + 1].isSecondHalf {
                cells[base + column] = .blank(cell.style.erased)
            } else if cell.isSecondHalf, column == 0 || cells[base + column - 1].width != 2 {
                cells[base + column] = .blank(cell.style.erased)
            }
        }
    }
}
