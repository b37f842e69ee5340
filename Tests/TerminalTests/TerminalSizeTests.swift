import Terminal
import Testing

@Suite struct TerminalSizeTests {
    @Test(arguments: [(0, 0), (1, 1), (1, 24), (80, 0), (-80, 24), (65535, 65535), (1001, 24), (80, 1001)])
    func sizeOutsideTheRangesIsRefused(columns: Int, rows: Int) {
        #expect(TerminalSize(columns: columns, rows: rows) == nil)
    }

    @Test(arguments: [(2, 1), (80, 24), (1000, 1000)])
    func sizeWithinTheRangesIsTaken(columns: Int, rows: Int) {
        #expect(TerminalSize(columns: columns, rows: rows)?.description == "\(columns)x\(rows)")
    }

    @Test func clampingGivesTheNearestSize() {
        #expect(TerminalSize(clampingColumns: .min, rows: .max).description == "2x1000")
    }
}
