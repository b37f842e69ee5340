import Testing

@testable import Terminal

/// What a window must find that joins in the midst of things.
@Suite struct ScreenScenarioTests {
    private func joined(_ text: String) -> (TerminalScreen, TerminalScreen) {
        let screen = ScreenSnapshotTests.screen(after: Array(text.utf8))
        return (screen, ScreenSnapshotTests.screen(after: screen.snapshot()))
    }

    @Test func leavingTheAlternateScreenAfterAJoinBringsBackThePrimaryOne() {
        var (screen, window) = joined("first\r\nsecond \u{1B}[?1049h\u{1B}[2J\u{1B}[5;5Hvim")
        screen.feed(Array("\u{1B}[?1049l!".utf8))
        window.feed(Array("\u{1B}[?1049l!".utf8))
        #expect(Array(window.text.prefix(2)) == ["first", "second !"])
        #expect(window.digest() == screen.digest())
    }

    @Test func theModesInForceReachAJoiner() {
        let (screen, window) = joined(
            "\u{1B}[?2004;1002;1006;1;6h\u{1B}[3;9r\u{1B}[5 q\u{1B}[>5u\u{1B}7\u{1B}[3g\u{1B}[1;9H\u{1B}H\u{1B})0\u{E}")
        #expect(window.modes == screen.modes)
        #expect(window.modes.isBracketedPaste && window.modes.isOrigin && window.modes.isApplicationCursor)
        #expect(window.modes.mouseTracking == .drag && window.modes.mouseEncoding == .sgr)
        #expect(window.modes.cursorStyle == 5 && window.modes.keyboardFlags == 5)
        #expect(window.digest() == screen.digest())
        var drawing = window
        drawing.feed(Array("q".utf8))
        #expect(drawing.text.contains("        ─"))
    }

    @Test func aSnapshotAsksNothing() {
        let query = "\u{1B}[c\u{1B}[6n\u{1B}]11;?\u{7}\u{1B}]10;?\u{1B}\\\u{1B}P$qm\u{1B}\\\u{5}"
        var (screen, window) = joined(query + "text")
        #expect(
            String(decoding: screen.takeReplies(), as: UTF8.self)
                == "\u{1B}[?1;2c\u{1B}[1;1R\u{1B}]11;rgb:0000/0000/0000\u{1B}\\\u{1B}]10;rgb:e5e5/e5e5/e5e5\u{1B}\\\u{1B}P1$r0m\u{1B}\\"
        )
        #expect(screen.takeReplies().isEmpty)
        #expect(window.takeReplies().isEmpty)
    }

    @Test func hugeNumbersAndMarksWithoutEndStayBounded() {
        var screen = TerminalScreen(size: .standard)
        screen.feed(Array("a".utf8) + Array(String(repeating: "\u{301}", count: 1000).utf8))
        screen.feed(
            Array("\u{1B}[999999999b\u{1B}[2147483647C\u{1B}[99999999999999L\u{1B}[2147483647S\u{1B}[2147483647P".utf8))
        screen.feed(Array(String(repeating: "w", count: 10_000).utf8))
        #expect(screen.clusters.allSatisfy { $0.count <= screen.limits.clusterScalars })
        #expect(screen.historyCount <= screen.limits.historyLines)
    }

    @Test func historyKeepsItsNewestLinesInOrder() {
        var limits = ScreenLimits()
        limits.historyLines = 100
        var screen = TerminalScreen(size: .standard, limits: limits)
        for line in 1...500 { screen.feed(Array("line \(line)\r\n".utf8)) }
        #expect(screen.historyCount == 100)
        #expect(screen.text.first == "line 378")
        #expect(screen.text.dropLast().last == "line 500")
    }

    @Test func aLineThatGoesOnStaysOneLineInASnapshot() {
        let (screen, window) = joined("top\r\n" + String(repeating: "ab", count: 50) + "\r\nnext")
        #expect((0..<12).map(window.buffer.isWrapped) == (0..<12).map(screen.buffer.isWrapped))
        #expect(window.buffer.isWrapped(2) && window.buffer.isWrapped(3) && !window.buffer.isWrapped(4))
    }
}
