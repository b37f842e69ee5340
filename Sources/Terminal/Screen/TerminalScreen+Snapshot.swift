extension TerminalScreen {
    /// Bytes that bring an empty terminal of the same size to this state, history, modes and half a sequence included.
    ///
    /// They hold no query. Cells that were erased and cells that hold a space may come back as each other.
    package func snapshot() -> [UInt8] {
        var painter = ScreenPainter(self)
        let primary = isAlternate ? other : buffer
        painter.draw(primary)
        paintPlace(of: primary, on: &painter)
        if isAlternate {
            painter.set(ScreenStyle())
            painter.write("\u{1B}[?47h\u{1B}[H")
            painter.draw(buffer)
            paintPlace(of: buffer, on: &painter)
        }
        paintTitles(on: &painter)
        paintModes(on: &painter)
        if modes.isOrigin { painter.write("\u{1B}[?6h") }
        paintCursor(on: &painter)
        paintCharsets(on: &painter)
        paintPrintModes(on: &painter)
        painter.write(parser.pending)
        return painter.bytes
    }

    /// Tab stops, the saved cursor and the margins, which each screen has of its own.
    private func paintPlace(of buffer: ScreenBuffer, on painter: inout ScreenPainter) {
        if buffer.tabStops != ScreenBuffer.standardStops(buffer.columns) {
            painter.write("\u{1B}[3g")
            for column in 0..<buffer.columns where buffer.tabStops[column] {
                painter.write("\u{1B}[\(column + 1)G\u{1B}H")
            }
        }
        let saved = buffer.saved
        if saved != SavedCursor() {
            painter.write("\u{1B}[\(max(saved.row, 0) + 1);\(saved.column + 1)H")
            painter.set(saved.style)
            let isPlain = saved.charset == .ascii
            if !isPlain { painter.write([0x1B, 0x28, saved.charset.rawValue]) }
            painter.write("\u{1B}7")
            if !isPlain { painter.write("\u{1B}(B") }
        }
        if buffer.marginTop != 0 || buffer.marginBottom != buffer.rows - 1 {
            painter.write("\u{1B}[\(buffer.marginTop + 1);\(buffer.marginBottom + 1)r")
        }
    }

    private func paintTitles(on painter: inout ScreenPainter) {
        for title in titleStack { painter.write(Array("\u{1B}]2;".utf8) + title + Array("\u{07}\u{1B}[22;2t".utf8)) }
        if !title.isEmpty || !titleStack.isEmpty { painter.write(Array("\u{1B}]2;".utf8) + title + [0x07]) }
    }

    private func paintModes(on painter: inout ScreenPainter) {
        var numbers: [Int] = []
        if modes.isApplicationCursor { numbers.append(1) }
        if modes.isReverseWraparound { numbers.append(45) }
        if modes.isBracketedPaste { numbers.append(2004) }
        if modes.isFocusReporting { numbers.append(1004) }
        if modes.mouseTracking != .none { numbers.append(modes.mouseTracking.rawValue) }
        if modes.mouseEncoding != .plain { numbers.append(modes.mouseEncoding.rawValue) }
        if modes.isApplicationKeypad { numbers.append(66) }
        if !numbers.isEmpty { painter.write("\u{1B}[?\(numbers.map(String.init).joined(separator: ";"))h") }
        if !modes.isCursorVisible { painter.write("\u{1B}[?25l") }
        if modes.cursorStyle != 0 { painter.write("\u{1B}[\(modes.cursorStyle) q") }
        var flags = modes.keyboardStack + [modes.keyboardFlags]
        let first = flags.removeFirst()
        if first != 0 { painter.write("\u{1B}[=\(first)u") }
        for flag in flags { painter.write("\u{1B}[>\(flag)u") }
    }

    /// The cursor; where it waits behind the last column, or a mark may follow, by drawing what is before it once more.
    private func paintCursor(on painter: inout ScreenPainter) {
        let row = buffer.row - (modes.isOrigin ? buffer.marginTop : 0) + 1
        var column = min(buffer.column, buffer.columns)
        let isWaiting = buffer.column >= buffer.columns
        guard isWaiting || joinWidth > 0 && column > 0 else {
            painter.write("\u{1B}[\(row);\(column + 1)H")
            return painter.set(pen)
        }
        column -= 1
        if buffer[buffer.row, column].isSecondHalf, column > 0 { column -= 1 }
        let cell = buffer[buffer.row, column]
        guard isWaiting || cell.hasContent else {
            painter.write("\u{1B}[\(row);\(buffer.column + 1)H")
            return painter.set(pen)
        }
        painter.write("\u{1B}[\(row);\(column + 1)H")
        painter.draw(cell)
        painter.set(pen)
    }

    private func paintCharsets(on painter: inout ScreenPainter) {
        for (level, charset) in charsets.enumerated() where charset != .ascii {
            painter.write([0x1B, 0x28 + UInt8(level), charset.rawValue])
        }
        switch charsetLevel {
        case 1: painter.write([0x0E])
        case 2: painter.write("\u{1B}n")
        case 3: painter.write("\u{1B}o")
        default: break
        }
    }

    /// The modes that change how printing works, after all printing.
    private func paintPrintModes(on painter: inout ScreenPainter) {
        if modes.isInsert { painter.write("\u{1B}[4h") }
        if modes.isNewLine { painter.write("\u{1B}[20h") }
        if !modes.isWraparound { painter.write("\u{1B}[?7l") }
        if modes.isSynchronized { painter.write("\u{1B}[?2026h") }
    }
}
