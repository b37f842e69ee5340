/// Rows of text with their columns one below the other.
struct SessionsCommandTable {
    private var rows: [[String]]

    init(_ titles: String...) {
        rows = [titles]
    }

    /// Adds a row. What a terminal would obey instead of showing is replaced.
    mutating func add(_ cells: String...) {
        rows.append(cells.map(SessionsCommandTable.plain))
    }

    /// The lines, without spaces at their ends.
    var text: String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let line = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }.joined(separator: "  ")
            return line.reversed().drop { $0 == " " }.reversed().map(String.init).joined()
        }.joined(separator: "\n")
    }

    /// A text without control characters.
    static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator: "\u{fffd}"
                    default: scalar
                    }
                }))
    }
}
