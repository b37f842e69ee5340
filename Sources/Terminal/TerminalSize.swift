/// The width and height of a terminal, in character cells.
///
/// A value always lies within ``columnRange`` and ``rowRange``; there is no terminal of size zero.
public struct TerminalSize: Hashable, Sendable {
    /// The widths a terminal may have; one column cannot show a wide character.
    public static let columnRange = 2...1000
    /// The heights a terminal may have.
    public static let rowRange = 1...1000
    /// 80 columns by 24 rows: what a terminal has until a window says otherwise.
    public static let standard = TerminalSize(clampingColumns: 80, rows: 24)

    /// The width in cells.
    public let columns: Int
    /// The height in cells.
    public let rows: Int

    /// Takes a size as it is, or answers nil where a dimension lies outside its range.
    public init?(columns: Int, rows: Int) {
        guard Self.columnRange.contains(columns), Self.rowRange.contains(rows) else { return nil }
        self.columns = columns
        self.rows = rows
    }

    /// Takes the nearest size that a terminal may have.
    public init(clampingColumns columns: Int, rows: Int) {
        self.columns = min(max(columns, Self.columnRange.lowerBound), Self.columnRange.upperBound)
        self.rows = min(max(rows, Self.rowRange.lowerBound), Self.rowRange.upperBound)
    }
}

extension TerminalSize: CustomStringConvertible {
    /// Columns and rows, as in `80x24`.
    public var description: String { "\(columns)x\(rows)" }
}
