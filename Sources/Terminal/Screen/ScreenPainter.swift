/// Writes rows and styles as the fewest bytes that draw them on an empty screen.
struct ScreenPainter {
    private(set) var bytes: [UInt8] = []
    private let clusters: [[UInt32]]
    private let decorations: DecorationTable
    private var pen = ScreenStyle()

    init(_ screen: TerminalScreen) {
        clusters = screen.clusters
        decorations = screen.decorations
    }

    mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func write(_ more: [UInt8]) { bytes.append(contentsOf: more) }

    /// Draws the rows of a buffer from the cursor's row down; nothing after the last that shows anything.
    mutating func draw(_ buffer: ScreenBuffer) {
        var last = buffer.rows - 1
        while buffer.historyCount == 0, last >= 0, !buffer.isWrapped(last), length(of: last, in: buffer) == 0 {
            last -= 1
        }
        guard last >= -buffer.historyCount else { return }
        for row in -buffer.historyCount...last {
            let isContinued = row < last && buffer.isWrapped(row + 1)
            if row > -buffer.historyCount {
                if buffer.isWrapped(row) { beginWrapped(buffer[row, 0]) } else { beginLine() }
            }
            draw(row, of: buffer, to: isContinued ? buffer.columns : length(of: row, in: buffer), isContinued)
        }
    }

    private mutating func beginLine() {
        set(ScreenStyle())
        write("\r\n")
    }

    /// A row that scrolls in takes the background in force, which must not be that of its first character.
    private mutating func beginWrapped(_ first: ScreenCell) {
        guard first.style.background != 0 || !first.hasContent || first.width == 0 || pen.background != 0 else {
            return
        }
        set(ScreenStyle())
        write(" \r")
    }

    private func length(of row: Int, in buffer: ScreenBuffer) -> Int {
        var length = buffer.columns
        while length > 0, buffer[row, length - 1] == .blank() { length -= 1 }
        return length
    }

    private mutating func draw(_ row: Int, of buffer: ScreenBuffer, to end: Int, _ isContinued: Bool) {
        var column = 0
        while column < end {
            let cell = buffer[row, column]
            guard !cell.hasContent, cell.width == 1 else {
                draw(cell)
                column += max(cell.width, 1)
                continue
            }
            var next = column + 1
            while next < end, buffer[row, next] == cell { next += 1 }
            skip(next - column, cell.style, reaches: isContinued && next == end, ends: next == end)
            column = next
        }
    }

    /// Leaves cells blank, with a background.
    private mutating func skip(_ count: Int, _ style: ScreenStyle, reaches: Bool, ends: Bool) {
        let move = count == 1 ? "\u{1B}[C" : "\u{1B}[\(count)C"
        let isShort = count < 5
        if reaches || isShort {
            set(style)
            return write(String(repeating: " ", count: count))
        }
        if style.background != 0 {
            set(style)
            write("\u{1B}[\(count)X")
        }
        if !ends { write(move) }
    }

    /// Draws one cell where the cursor is.
    mutating func draw(_ cell: ScreenCell) {
        guard cell.hasContent else {
            set(cell.style.erased)
            return write(" ")
        }
        set(cell.style)
        // A mark that stands alone would otherwise join the character before it.
        if cell.width == 0 { bytes.append(0x0F) }
        for value in cell.isCluster ? clusters[Int(cell.value)] : [cell.value] {
            guard let scalar = Unicode.Scalar(value) else { continue }
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }

    /// Goes on in a style.
    mutating func set(_ style: ScreenStyle) {
        guard style != pen else { return }
        let (old, new) = (decorations[pen.decoration], decorations[style.decoration])
        if (old.link, old.linkIdentifier) != (new.link, new.linkIdentifier) {
            write("\u{1B}]8;")
            if !new.linkIdentifier.isEmpty { write(Array("id=".utf8) + new.linkIdentifier) }
            write([UInt8(ascii: ";")] + new.link + [0x1B, UInt8(ascii: "\\")])
        }
        let isReset = pen.attributes & ~style.attributes & 0xFF != 0
        let from = isReset ? ScreenStyle() : pen
        let codes = ScreenStyle.codes(from: from, to: style, isReset ? 0 : old.underlineColor, new.underlineColor)
        if isReset || !codes.isEmpty {
            let all = (isReset && !codes.isEmpty ? ["0"] : []) + codes
            write("\u{1B}[\(all.joined(separator: ";"))m")
        }
        if style.has(ScreenStyle.protected) != from.has(ScreenStyle.protected) {
            write(style.has(ScreenStyle.protected) ? "\u{1B}[1\"q" : "\u{1B}[\"q")
        }
        pen = style
    }
}
