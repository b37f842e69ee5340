/// The cells of one of the two screens and the history above it, with what belongs to each screen of its own.
///
/// Rows lie in a ring: a scroll of the whole screen moves its start. Rows are counted from the screen's top; negative
/// ones are history, the newest at -1.
struct ScreenBuffer: Sendable {
    let columns: Int
    let rows: Int
    /// Rows of history there may be.
    let historyCapacity: Int
    private(set) var historyCount = 0
    var cells: [ScreenCell]
    private var wraps: [Bool]
    /// The ring's row that is the screen's first.
    private var top = 0
    private var ringRows: Int
    var column = 0
    var row = 0
    var marginTop = 0
    var marginBottom: Int
    var tabStops: [Bool]
    var saved = SavedCursor()

    init(size: TerminalSize, historyLines: Int) {
        columns = size.columns
        rows = size.rows
        historyCapacity = historyLines
        marginBottom = size.rows - 1
        ringRows = rows
        cells = Array(repeating: .blank(), count: rows * columns)
        wraps = Array(repeating: false, count: rows)
        tabStops = Self.standardStops(columns)
    }

    static func standardStops(_ columns: Int) -> [Bool] { (0..<columns).map { $0 % 8 == 0 } }

    /// Where a row's first cell lies; `row` may be negative, down to the oldest of history.
    @inline(__always)
    func start(of row: Int) -> Int {
        var ring = top + row
        if ring >= ringRows { ring -= ringRows }
        if ring < 0 { ring += ringRows }
        return ring * columns
    }

    @inline(__always)
    func isWrapped(_ row: Int) -> Bool { wraps[start(of: row) / columns] }

    @inline(__always)
    mutating func setWrapped(_ isWrapped: Bool, _ row: Int) { wraps[start(of: row) / columns] = isWrapped }

    subscript(row: Int, column: Int) -> ScreenCell {
        @inline(__always) get { cells[start(of: row) + column] }
        @inline(__always) set { cells[start(of: row) + column] = newValue }
    }

    /// Fills a row and unties it from the one above.
    mutating func clearRow(_ row: Int, _ style: ScreenStyle, isWrapped: Bool = false) {
        fill(row, 0, columns, .blank(style))
        setWrapped(isWrapped, row)
    }

    mutating func fill(_ row: Int, _ from: Int, _ to: Int, _ cell: ScreenCell) {
        let base = start(of: row)
        guard from < to else { return }
        cells.withUnsafeMutableBufferPointer { cells in
            for index in base + from..<base + to { cells[index] = cell }
        }
    }

    /// Moves the rows within the margins up by one; what leaves at the screen's very top becomes history.
    mutating func scroll(_ style: ScreenStyle, isWrapped: Bool) {
        guard marginTop == 0 else {
            moveUp(from: marginTop, to: marginBottom, by: 1, style)
            return setWrapped(isWrapped, marginBottom)
        }
        advance()
        var row = rows - 1
        while row > marginBottom {
            copyRow(row - 1, to: row)
            row -= 1
        }
        clearRow(marginBottom, style, isWrapped: isWrapped)
    }

    /// Takes rows out at `from` and puts empty ones in at `to`.
    mutating func moveUp(from: Int, to: Int, by amount: Int, _ style: ScreenStyle) {
        for row in stride(from: from, through: to - amount, by: 1) { copyRow(row + amount, to: row) }
        for row in max(from, to - amount + 1)...to { clearRow(row, style) }
    }

    /// Takes rows out at `to` and puts empty ones in at `from`.
    mutating func moveDown(from: Int, to: Int, by amount: Int, _ style: ScreenStyle) {
        for row in stride(from: to, through: from + amount, by: -1) { copyRow(row - amount, to: row) }
        for row in from...min(to, from + amount - 1) { clearRow(row, style) }
    }

    /// Takes rows as they are, the first `historyCount` of them as history.
    mutating func load(_ loaded: ArraySlice<ScreenReflow.Row>, historyCount: Int) {
        cells = loaded.flatMap(\.cells)
        wraps = loaded.map(\.isWrapped)
        (ringRows, top, self.historyCount) = (loaded.count, historyCount, historyCount)
    }

    mutating func dropHistory() { historyCount = 0 }

    /// Makes the screen's first row history, and the ring's oldest or a new row the last, whose content is stale.
    mutating func advance() {
        if historyCount == historyCapacity, ringRows == rows + historyCapacity || historyCapacity == 0 {
            top = top + 1 == ringRows ? 0 : top + 1
            return
        }
        if historyCount + rows == ringRows { grow() }
        historyCount += 1
        // As in xterm.js: while history grows, a saved cursor stays with the line it was saved on.
        saved.row = max(saved.row - 1, 0)
        top = top + 1 == ringRows ? 0 : top + 1
    }

    /// Doubles the ring, up to what it may be; its rows are put in order on the way.
    private mutating func grow() {
        let wanted = min(max(ringRows * 2, 64), rows + historyCapacity)
        var (newCells, newWraps) = ([ScreenCell](), [Bool]())
        newCells.reserveCapacity(wanted * columns)
        for row in -historyCount..<rows {
            let base = start(of: row)
            newCells.append(contentsOf: cells[base..<base + columns])
            newWraps.append(wraps[base / columns])
        }
        let missing = wanted - newWraps.count
        newCells.append(contentsOf: repeatElement(.blank(), count: missing * columns))
        newWraps.append(contentsOf: repeatElement(false, count: missing))
        (cells, wraps, top, ringRows) = (newCells, newWraps, historyCount, wanted)
    }

    private mutating func copyRow(_ source: Int, to target: Int) {
        let (from, to) = (start(of: source), start(of: target))
        cells.withUnsafeMutableBufferPointer { cells in
            for offset in 0..<columns { cells[to + offset] = cells[from + offset] }
        }
        wraps[to / columns] = wraps[from / columns]
    }
}
