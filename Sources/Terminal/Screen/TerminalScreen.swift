/// What a terminal shows after what was printed: both screens, history, modes, titles; fed in pieces of any size.
///
/// A value: no file, socket or clock. It behaves as the windows' xterm.js does, so that a ``snapshot()`` of it and the
/// output itself lead a window to the same state. Queries are collected in ``takeReplies()``, never answered by replay.
package struct TerminalScreen: Sendable {
    package private(set) var size: TerminalSize
    package let limits: ScreenLimits
    var buffer: ScreenBuffer
    /// The screen that is not shown.
    var other: ScreenBuffer
    var isAlternate = false
    var modes = ScreenModes()
    var pen = ScreenStyle()
    var charsets: [ScreenCharset] = [.ascii, .ascii, .ascii, .ascii]
    var charsetLevel = 0
    var charset = ScreenCharset.ascii
    var decorations = DecorationTable()
    var clusters: [[UInt32]] = []
    /// The width of the character that a mark would join or REP would repeat; 0 for none.
    var joinWidth = 0
    var title: [UInt8] = []
    var titleStack: [[UInt8]] = []
    var replies: [UInt8] = []
    var parser = ControlParser()

    /// An empty screen with the cursor at its start.
    package init(size: TerminalSize, limits: ScreenLimits = ScreenLimits()) {
        self.size = size
        self.limits = limits
        let history = min(limits.historyLines, limits.historyCells / size.columns)
        buffer = ScreenBuffer(size: size, historyLines: history)
        other = ScreenBuffer(size: size, historyLines: 0)
    }

    /// The rows above the screen that are kept.
    package var historyCount: Int { isAlternate ? other.historyCount : buffer.historyCount }

    /// The answers to queries since the last call, in the order they were asked.
    package mutating func takeReplies() -> [UInt8] {
        defer { replies = [] }
        return replies
    }

    mutating func reply(_ text: String) {
        guard replies.count + text.utf8.count <= limits.replyBytes else { return }
        replies.append(contentsOf: text.utf8)
    }

    /// Goes back to the first state, history included (RIS).
    mutating func reset() { self = TerminalScreen(size: size, limits: limits, keeping: replies) }

    private init(size: TerminalSize, limits: ScreenLimits, keeping replies: [UInt8]) {
        self.init(size: size, limits: limits)
        self.replies = replies
    }

    mutating func adopt(_ size: TerminalSize, _ buffer: ScreenBuffer, _ other: ScreenBuffer) {
        (self.size, self.buffer, self.other) = (size, buffer, other)
    }
}
