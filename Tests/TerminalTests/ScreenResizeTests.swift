import Testing

@testable import Terminal

@Suite struct ScreenResizeTests {
    private func screen(_ text: String, columns: Int, rows: Int) -> TerminalScreen {
        var screen = TerminalScreen(size: TerminalSize(clampingColumns: columns, rows: rows))
        screen.feed(Array(text.utf8))
        return screen
    }

    private func lines(_ screen: TerminalScreen) -> [String] { screen.text.filter { !$0.isEmpty } }

    @Test func aLineFlowsTogetherAndApartAgain() {
        let long = "the quick brown fox jumps over the lazy dog"
        var screen = screen("\(long)\r\nshort\r\n$ ", columns: 20, rows: 8)
        screen.resize(to: TerminalSize(clampingColumns: 60, rows: 8))
        #expect(lines(screen) == [long, "short", "$"])
        screen.resize(to: TerminalSize(clampingColumns: 20, rows: 8))
        #expect(lines(screen) == ["the quick brown fox", "jumps over the lazy", "dog", "short", "$"])
        #expect(screen.buffer.column == 2)
        #expect(screen.text[screen.historyCount + screen.buffer.row] == "$")
    }

    @Test func aWideCharacterIsNeverCutInTwo() {
        var screen = screen("a漢字漢字漢字\r\n$ ", columns: 20, rows: 6)
        for columns in [2, 3, 4, 5, 6, 7, 20] {
            screen.resize(to: TerminalSize(clampingColumns: columns, rows: 6))
            for row in -screen.buffer.historyCount..<6 {
                for column in 0..<columns where screen.buffer[row, column].width == 2 {
                    #expect(column + 1 < columns && screen.buffer[row, column + 1].isSecondHalf)
                }
            }
        }
        #expect(lines(screen) == ["a漢字漢字漢字", "$"])
    }

    @Test func aLowerScreenKeepsTheCursorAndPutsTheTopIntoHistory() {
        var screen = screen((1...10).map { "line \($0)" }.joined(separator: "\r\n"), columns: 20, rows: 10)
        screen.resize(to: TerminalSize(clampingColumns: 20, rows: 4))
        #expect(screen.historyCount == 6)
        #expect(screen.buffer.row == 3)
        screen.resize(to: TerminalSize(clampingColumns: 20, rows: 10))
        #expect(screen.historyCount == 0)
        #expect(screen.text.first == "line 1")
    }

    @Test func leavingTheAlternateScreenAfterAResizeShowsTheFlowedPrimaryOne() {
        var screen = screen("0123456789abcdef\r\n$ \u{1B}[?1049hfull", columns: 10, rows: 5)
        screen.resize(to: TerminalSize(clampingColumns: 30, rows: 5))
        screen.feed(Array("\u{1B}[?1049l".utf8))
        #expect(lines(screen) == ["0123456789abcdef", "$"])
    }

    @Test(arguments: 0..<30)
    func anySizeAfterAnyOutputGivesASoundScreen(seed: Int) {
        var stream = ScreenStream(seed: UInt64(4000 + seed))
        var screen = TerminalScreen(size: ScreenSnapshotTests.size)
        for _ in 0..<6 {
            screen.feed(stream.program(pieces: 60))
            screen.resize(
                to: TerminalSize(
                    clampingColumns: .random(in: 2...90, using: &stream), rows: .random(in: 1...40, using: &stream)))
            #expect(0..<screen.size.rows ~= screen.buffer.row && 0..<screen.size.columns ~= screen.buffer.column)
            #expect(screen.historyCount <= screen.limits.historyLines)
            let again = ScreenSnapshotTests.screen(after: screen.snapshot(), size: screen.size)
            #expect(again.text == screen.text)
        }
    }
}
