extension ScreenBuffer {
    /// This buffer at another size: rows below the cursor give way first, then the top ones become history.
    func resized(to size: TerminalSize, historyLines: Int, reflows: Bool) -> ScreenBuffer {
        let flow = ScreenReflow(self, columns: size.columns, reflows: reflows)
        var rows = flow.rows
        var start = flow.top
        let surplus = rows.count - start - size.rows
        if surplus > 0 { rows.removeLast(min(surplus, rows.count - 1 - flow.cursor)) }
        start = max(start, rows.count - size.rows)
        if flow.cursor == rows.count - 1 { start = max(0, min(start, rows.count - size.rows)) }
        let blank = ScreenReflow.Row(cells: Array(repeating: .blank(), count: size.columns), isWrapped: false)
        rows.append(contentsOf: repeatElement(blank, count: max(0, size.rows - (rows.count - start))))
        let dropped = max(0, start - historyLines)
        var resized = ScreenBuffer(size: size, historyLines: historyLines)
        resized.load(rows[dropped...], historyCount: start - dropped)
        resized.row = min(max(flow.cursor - start, 0), size.rows - 1)
        resized.column = min(column, size.columns - 1)
        resized.saved = saved
        resized.saved.column = min(saved.column, size.columns - 1)
        resized.saved.row = min(saved.row, size.rows - 1)
        for column in 0..<min(columns, size.columns) { resized.tabStops[column] = tabStops[column] }
        return resized
    }
}

extension TerminalScreen {
    /// Takes another size; margins go, and lines of the primary screen flow anew.
    package mutating func resize(to size: TerminalSize) {
        guard size != self.size else { return }
        let history = min(limits.historyLines, limits.historyCells / size.columns)
        let shown = buffer.resized(to: size, historyLines: isAlternate ? 0 : history, reflows: !isAlternate)
        let hidden = other.resized(to: size, historyLines: isAlternate ? history : 0, reflows: isAlternate)
        adopt(size, shown, hidden)
    }
}
