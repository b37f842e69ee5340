import Foundation
import SessionCore
import Synchronization
import TestSupport
import Testing

@testable import mooring

/// What `mooring serve` shows while its store reads what it has.
@Suite struct OpeningLineTests {
    private let began = Date(timeIntervalSinceReferenceDate: 0)
    private let half = StorageProgress(done: 512, total: 1_024, remaining: .milliseconds(3_400))
    private let end = StorageProgress(done: 1_024, total: 1_024, remaining: .zero)

    /// Keeps what is drawn.
    private final class Screen: Sendable {
        let texts = Mutex<[String]>([])
        var line: StatusLine { StatusLine { text in self.texts.withLock { $0.append(text) } } }
    }

    @Test func terminalShowsShareAndRemainingTimeOnOneLine() {
        let (screen, log) = (Screen(), LogMemory())
        let line = OpeningLine(logger: log.logger, began: began, on: screen.line)
        line.show(half, at: began.addingTimeInterval(1))
        line.show(end, at: began.addingTimeInterval(5))
        line.clear()
        line.clear()
        #expect(
            screen.texts.withLock { $0 }
                == ["\r\u{1b}[KOpening the store of sessions: 50 %, 4 s left", "\r\u{1b}[K"])
        #expect(log.text.isEmpty)
    }

    @Test func shortOpeningShowsNothing() {
        let (screen, log) = (Screen(), LogMemory())
        let line = OpeningLine(logger: log.logger, began: began, on: screen.line)
        line.show(half, at: began.addingTimeInterval(0.9))
        line.show(end, at: began.addingTimeInterval(0.95))
        line.clear()
        #expect(screen.texts.withLock { $0 }.isEmpty)
        let other = OpeningLine(logger: log.logger, began: began, on: StatusLine(draw: nil))
        other.show(half, at: began.addingTimeInterval(0.9))
        #expect(log.text.isEmpty)
    }

    @Test func withoutATerminalItIsLogged() {
        let log = LogMemory()
        let line = OpeningLine(logger: log.logger, began: began, on: StatusLine(draw: nil))
        line.show(half, at: began.addingTimeInterval(1))
        line.clear()
        #expect(log.text.hasPrefix("info Opening the store of sessions "))
        #expect(log.text.contains("50 %"))
        #expect(log.text.contains("4 s"))
    }
}
