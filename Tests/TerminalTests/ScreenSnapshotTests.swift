import Testing

@testable import Terminal

@Suite struct ScreenSnapshotTests {
    static let size = TerminalSize(clampingColumns: 40, rows: 12)

    static func screen(after bytes: [UInt8], size: TerminalSize = size) -> TerminalScreen {
        var screen = TerminalScreen(size: size)
        screen.feed(bytes)
        return screen
    }

    /// What differs between two screens, for people.
    static func difference(_ one: TerminalScreen, _ two: TerminalScreen) -> String {
        let (left, right) = (one.text, two.text)
        let rows = (0..<max(left.count, right.count)).filter {
            ($0 < left.count ? left[$0] : nil) != ($0 < right.count ? right[$0] : nil)
        }
        return "rows \(rows.prefix(3).map { ($0 < left.count ? left[$0] : "-", $0 < right.count ? right[$0] : "-") }) "
            + "cursor \(one.buffer.column),\(one.buffer.row) / \(two.buffer.column),\(two.buffer.row) pen \(one.pen == two.pen) "
            + "modes \(one.modes == two.modes) charsets \(one.charsets == two.charsets) pending \(one.parser.pending == two.parser.pending) "
            + "history \(one.historyCount)/\(two.historyCount) saved \(one.buffer.saved) \(two.buffer.saved)"
    }

    @Test(arguments: 0..<40)
    func aSnapshotAtAnyCutLeadsAFreshScreenToTheSameState(seed: Int) {
        var stream = ScreenStream(seed: UInt64(seed))
        let bytes = stream.program(pieces: 400)
        for _ in 0..<8 {
            let cut = Int.random(in: 0...bytes.count, using: &stream)
            let screen = Self.screen(after: Array(bytes[..<cut]))
            let again = Self.screen(after: screen.snapshot())
            #expect(again.digest() == screen.digest(), "cut at \(cut): \(Self.difference(screen, again))")
        }
    }

    @Test(arguments: 0..<40)
    func outputAfterTheSnapshotContinuesAsIfNothingHappened(seed: Int) {
        var stream = ScreenStream(seed: UInt64(1000 + seed))
        let (before, after) = (stream.program(pieces: 200), stream.program(pieces: 30))
        let cut = Int.random(in: 0...before.count, using: &stream)
        var screen = Self.screen(after: Array(before[..<cut]))
        var again = Self.screen(after: screen.snapshot())
        for bytes in [Array(before[cut...].prefix(40)), Array("\u{18}".utf8), after] {
            screen.feed(bytes)
            again.feed(bytes)
        }
        #expect(again.digest() == screen.digest(), "cut at \(cut): \(Self.difference(screen, again))")
    }

    @Test(arguments: 0..<40)
    func theStreamMayBeCutAnywhere(seed: Int) {
        var stream = ScreenStream(seed: UInt64(2000 + seed))
        let bytes = seed % 2 == 0 ? stream.program(pieces: 300) : stream.noise(count: 4000)
        let whole = Self.screen(after: bytes)
        var parts = TerminalScreen(size: Self.size)
        var index = 0
        while index < bytes.count {
            let end = min(bytes.count, index + Int.random(in: 1...9, using: &stream))
            parts.feed(Array(bytes[index..<end]))
            index = end
        }
        #expect(parts.digest() == whole.digest(), "\(Self.difference(whole, parts))")
        #expect(parts.replies == whole.replies)
    }

    @Test(arguments: 0..<20)
    func noiseNeitherTrapsNorOutgrowsItsBounds(seed: Int) {
        var stream = ScreenStream(seed: UInt64(3000 + seed))
        var screen = TerminalScreen(size: TerminalSize(clampingColumns: seed % 2 == 0 ? 2 : 37, rows: 1 + seed % 3 * 5))
        for _ in 0..<10 { screen.feed(stream.noise(count: 2000)) }
        #expect(screen.parser.string.count <= screen.limits.stringBytes)
        #expect(screen.replies.count <= screen.limits.replyBytes)
        #expect(screen.decorations.count <= screen.limits.decorations)
        let again = Self.screen(after: screen.snapshot(), size: screen.size)
        #expect(again.text == screen.text)
    }
}
