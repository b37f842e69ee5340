/// Lays the rows of a buffer out anew for another width: lines that went on over several rows flow together.
///
/// The line with the cursor is left as it is, because the shell draws it again.
struct ScreenReflow {
    struct Row {
        var cells: [ScreenCell]
        var isWrapped: Bool
    }

    private(set) var rows: [Row] = []
    /// Where the screen's first row and the cursor's row went.
    private(set) var top = 0
    private(set) var cursor = 0
    private let columns: Int

    init(_ buffer: ScreenBuffer, columns: Int, reflows: Bool) {
        self.columns = columns
        var line: [Row] = []
        var first = -buffer.historyCount
        for row in -buffer.historyCount..<buffer.rows {
            let base = buffer.start(of: row)
            let isWrapped = buffer.isWrapped(row) && row > -buffer.historyCount
            if !isWrapped || !reflows {
                flush(line, from: first, of: buffer, reflows: reflows)
                (line, first) = ([], row)
            }
            line.append(Row(cells: Array(buffer.cells[base..<base + buffer.columns]), isWrapped: isWrapped))
        }
        flush(line, from: first, of: buffer, reflows: reflows)
    }

    private mutating func flush(_ line: [Row], from first: Int, of buffer: ScreenBuffer, reflows: Bool) {
        guard !line.isEmpty else { return }
        let place = rows.count
        let isKept = !reflows || first..<first + line.count ~= buffer.row || columns == buffer.columns
        rows.append(contentsOf: isKept ? line.map(fitted) : flowed(line))
        let last = rows.count - 1
        if first..<first + line.count ~= 0 { top = min(place - first, last) }
        if first..<first + line.count ~= buffer.row { cursor = min(place + buffer.row - first, last) }
    }

    private func fitted(_ row: Row) -> Row {
        var cells = Array(row.cells.prefix(columns))
        if let last = cells.last, last.width == 2 { cells[cells.count - 1] = .blank(last.style.erased) }
        cells.append(contentsOf: repeatElement(.blank(), count: columns - cells.count))
        return Row(cells: cells, isWrapped: row.isWrapped)
    }

    private func flowed(_ line: [Row]) -> [Row] {
        var all: [ScreenCell] = []
        for row in line {
            // What a wide character left free when it did not fit is not part of the line.
            if row.isWrapped, row.cells.first?.width == 2, all.last == .blank(all.last?.style ?? ScreenStyle()) {
                all.removeLast()
            }
            all.append(contentsOf: row.cells)
        }
        while all.last == .blank() { all.removeLast() }
        var (flowed, row) = ([Row](), [ScreenCell]())
        for cell in all {
            if row.count + max(cell.width, 1) > columns, cell.width != 0 || row.count >= columns {
                flowed.append(fitted(Row(cells: row, isWrapped: !flowed.isEmpty)))
                row = []
            }
            row.append(cell)
        }
        flowed.append(fitted(Row(cells: row, isWrapped: !flowed.isEmpty)))
        return flowed
    }
}
