extension TerminalScreen {
    /// History and screen as lines of text, without what trails.
    package var text: [String] {
        (-buffer.historyCount..<buffer.rows).map { row in
            var line = ""
            for column in 0..<buffer.columns where !buffer[row, column].isSecondHalf {
                let cell = buffer[row, column]
                for value in cell.isCluster ? clusters[Int(cell.value)] : [cell.hasContent ? cell.value : 0x20] {
                    if let scalar = Unicode.Scalar(value) { line.unicodeScalars.append(scalar) }
                }
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
