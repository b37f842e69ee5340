/// Rows of text with their columns one below the other: words to the left, numbers to the right.
struct BenchTable {
    private var rows: [[String]]

    init(_ titles: String...) {
        rows = [titles]
    }

    init(titles: [String]) {
        rows = [titles]
    }

    /// Adds a row of as many cells as there are titles.
    mutating func add(_ cells: [String]) {
        rows.append(cells)
    }

    /// The lines, without spaces at their ends.
    var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let isNumber = rows[0].indices.map { column in
            rows.dropFirst().allSatisfy { row in
                row[column] == "–" || row[column].first.map { $0.isNumber || $0 == "-" } ?? false
            }
        }
        return rows.map { row in
            let cells = row.indices.map { column in
                let room = String(repeating: " ", count: widths[column] - row[column].count)
                return isNumber[column] ? room + row[column] : row[column] + room
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }
}
