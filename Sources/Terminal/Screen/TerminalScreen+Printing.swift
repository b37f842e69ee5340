extension TerminalScreen {
    /// Prints a run of ASCII; the common case goes row by row with no look at the single character.
    mutating func printASCII(_ run: UnsafeBufferPointer<UInt8>) {
        guard charset == .ascii, !modes.isInsert, modes.isWraparound else {
            for byte in run { printScalar(UInt32(byte)) }
            return
        }
        var index = 0
        while index < run.count {
            if buffer.column >= buffer.columns { wrap(keeping: 0) }
            let part = min(run.count - index, buffer.columns - buffer.column)
            let base = buffer.start(of: buffer.row) + buffer.column
            let (pen, isInside) = (pen, buffer.column > 0)
            let hasNext = buffer.column + part < buffer.columns
            buffer.cells.withUnsafeMutableBufferPointer { cells in
                if isInside, cells[base - 1].width == 2 { cells[base - 1] = .blank(pen.erased) }
                for offset in 0..<part { cells[base + offset] = ScreenCell(ascii: run[index + offset], pen) }
                if hasNext, cells[base + part].width == 0, !cells[base + part].hasContent {
                    cells[base + part] = .blank(pen.erased)
                }
            }
            buffer.column += part
            index += part
        }
        joinWidth = 1
    }

    /// Prints one character, or joins a mark to the one before.
    mutating func printScalar(_ scalar: UInt32) {
        let scalar = scalar < 127 ? charset.translate(scalar) : scalar
        var width = CharacterWidth.of(scalar)
        let isJoining = width == 0 && joinWidth != 0
        let joined = isJoining ? joinWidth : 0
        if isJoining { width = joined }
        joinWidth = width
        if buffer.column > 0, buffer.column <= buffer.columns, buffer[buffer.row, buffer.column - 1].width == 2,
            !isJoining
        {
            buffer[buffer.row, buffer.column - 1] = .blank(pen.erased)
        }
        if buffer.column + width - joined > buffer.columns {
            if modes.isWraparound {
                wrap(keeping: 0)
            } else {
                buffer.column = buffer.columns - 1
                if width == 2 { return }
                // Here xterm.js leaves half a wide character, which no snapshot could bring back.
                if !isJoining, buffer[buffer.row, buffer.column].isSecondHalf, buffer.column > 0 {
                    buffer[buffer.row, buffer.column - 1] = .blank(pen.erased)
                }
            }
        }
        if isJoining, buffer.column > 0 { return join(scalar) }
        put(scalar, width)
    }

    private mutating func put(_ scalar: UInt32, _ width: Int) {
        if modes.isInsert { insertBlanks(width) }
        guard buffer.column < buffer.columns else {
            buffer.column += 1
            return
        }
        buffer[buffer.row, buffer.column] = ScreenCell(scalar: scalar, width: width, pen)
        buffer.column += 1
        if width == 2, buffer.column < buffer.columns {
            buffer[buffer.row, buffer.column] = ScreenCell(scalar: 0, width: 0, pen)
            buffer.column += 1
        }
        guard buffer.column < buffer.columns else { return }
        let next = buffer[buffer.row, buffer.column]
        if next.width == 0, !next.hasContent { buffer[buffer.row, buffer.column] = .blank(pen.erased) }
    }

    private mutating func insertBlanks(_ width: Int) {
        buffer.insert(buffer.row, buffer.column, width, pen.erased)
    }

    /// Goes to the next row as part of the same line.
    private mutating func wrap(keeping column: Int) {
        let end = buffer.column
        if end < buffer.columns { buffer.fill(buffer.row, end, buffer.columns, .blank(pen.erased)) }
        buffer.column = column
        buffer.row += 1
        if buffer.row == buffer.marginBottom + 1 {
            buffer.row -= 1
            buffer.scroll(pen.erased, isWrapped: true)
        } else {
            buffer.row = min(buffer.row, buffer.rows - 1)
            buffer.setWrapped(true, buffer.row)
        }
    }

    /// Adds a mark to the character before the cursor.
    private mutating func join(_ scalar: UInt32) {
        var column = min(buffer.column, buffer.columns) - 1
        if buffer[buffer.row, column].width == 0, column > 0 { column -= 1 }
        let cell = buffer[buffer.row, column]
        guard cell.hasContent else { return }
        var scalars = cell.isCluster ? clusters[Int(cell.value)] : [cell.value]
        guard scalars.count < limits.clusterScalars else { return }
        scalars.append(scalar)
        if clusters.count >= limits.clusters { collectClusters() }
        guard clusters.count < limits.clusters else { return }
        clusters.append(scalars)
        buffer[buffer.row, column] = ScreenCell(cluster: clusters.count - 1, width: cell.width, cell.style)
    }

    /// Keeps the clusters that a cell still shows.
    private mutating func collectClusters() {
        var kept: [[UInt32]] = []
        var numbers: [[UInt32]: Int] = [:]
        func renumber(_ cells: inout [ScreenCell]) {
            for index in cells.indices where cells[index].isCluster {
                let scalars = clusters[Int(cells[index].value)]
                let number = numbers[scalars] ?? kept.count
                if number == kept.count {
                    kept.append(scalars)
                    numbers[scalars] = number
                }
                cells[index] = ScreenCell(cluster: number, width: cells[index].width, cells[index].style)
            }
        }
        renumber(&buffer.cells)
        renumber(&other.cells)
        clusters = kept
    }

    /// REP: what was printed last, again.
    mutating func repeatLast() {
        guard joinWidth > 0, buffer.column >= joinWidth else { return }
        let cell = buffer[buffer.row, min(buffer.column, buffer.columns) - joinWidth]
        guard cell.hasContent else { return }
        let scalars = cell.isCluster ? clusters[Int(cell.value)] : [cell.value]
        for _ in 0..<parser.parameters.amount(atMost: buffer.columns * buffer.rows) {
            for scalar in scalars { printScalar(scalar) }
        }
    }
}
