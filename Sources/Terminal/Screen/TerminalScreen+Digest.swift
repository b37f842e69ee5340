extension TerminalScreen {
    /// A number that is the same for the same screens, history, cursor and modes, whichever way they came about.
    ///
    /// A space and an erased cell count as the same, and so do two numberings of the same clusters and links.
    package func digest() -> UInt64 {
        var digest = ScreenDigest()
        let primary = isAlternate ? other : buffer
        absorb(primary, into: &digest)
        if isAlternate { absorb(buffer, into: &digest) }
        for value in [buffer.column, buffer.row, charsetLevel, isAlternate ? 1 : 0] { digest.absorb(value) }
        absorb(pen, into: &digest)
        for charset in charsets { digest.absorb(Int(charset.rawValue)) }
        for title in titleStack + [title] { digest.absorb(title) }
        for flag in [
            modes.isInsert, modes.isNewLine, modes.isOrigin, modes.isWraparound, modes.isReverseWraparound,
            modes.isApplicationCursor, modes.isApplicationKeypad, modes.isBracketedPaste, modes.isFocusReporting,
            modes.isCursorVisible, modes.isSynchronized,
        ] { digest.absorb(flag ? 1 : 0) }
        for value in [modes.mouseTracking.rawValue, modes.mouseEncoding.rawValue, modes.cursorStyle] {
            digest.absorb(value)
        }
        for flags in modes.keyboardStack + [modes.keyboardFlags] { digest.absorb(flags) }
        digest.absorb(parser.pending)
        return digest.value
    }

    private func absorb(_ buffer: ScreenBuffer, into digest: inout ScreenDigest) {
        digest.absorb(buffer.historyCount)
        for row in -buffer.historyCount..<buffer.rows {
            digest.absorb(row > -buffer.historyCount && buffer.isWrapped(row) ? 1 : 0)
            for column in 0..<buffer.columns {
                let cell = buffer[row, column]
                let isBlank = !cell.hasContent && cell.width == 1
                digest.absorb(cell.width)
                if cell.isCluster {
                    for scalar in clusters[Int(cell.value)] { digest.absorb(Int(scalar)) }
                } else {
                    digest.absorb(isBlank ? 0x20 : Int(cell.value))
                }
                absorb(isBlank ? cell.style.erased : cell.style, into: &digest)
            }
        }
        for value in [buffer.marginTop, buffer.marginBottom] { digest.absorb(value) }
        for isStop in buffer.tabStops { digest.absorb(isStop ? 1 : 0) }
        for value in [min(buffer.saved.column, buffer.columns - 1), buffer.saved.row] { digest.absorb(value) }
        digest.absorb(Int(buffer.saved.charset.rawValue))
        absorb(buffer.saved.style, into: &digest)
    }

    private func absorb(_ style: ScreenStyle, into digest: inout ScreenDigest) {
        for part in [style.foreground, style.background, style.attributes & 0xFFFF] { digest.absorb(Int(part)) }
        let decoration = decorations[style.decoration]
        guard !decoration.isNone else { return }
        digest.absorb(decoration.link)
        digest.absorb(decoration.linkIdentifier)
        digest.absorb(Int(decoration.underlineColor))
    }
}
