import Foundation
import SessionBench
import Synchronization
import Testing

@testable import mooring

@Suite struct StatusLineTests {
    private final class Screen: Sendable {
        let texts = Mutex<[String]>([])
        var all: [String] { texts.withLock { $0 } }
        func line(width: Int = 80) -> StatusLine {
            StatusLine(width: { width }, draw: { text in self.texts.withLock { $0.append(text) } })
        }
    }

    private let began = Date(timeIntervalSinceReferenceDate: 0)

    @Test func itIsDrawnOverAtMostTenTimesASecond() {
        let screen = Screen()
        let line = screen.line()
        for step in 0..<100 { line.show("\(step)", at: began.addingTimeInterval(Double(step) / 100)) }
        #expect(screen.all.count == 10, "\(screen.all)")
        #expect(screen.all.first == "\r\u{1b}[K0")
    }

    @Test func aLongLineIsCutToTheTerminal() {
        let screen = Screen()
        screen.line(width: 10).show("0123456789ABC")
        #expect(screen.all == ["\r\u{1b}[K012345678"])
    }

    @Test func withoutATerminalNothingIsMadeOrShown() {
        let line = StatusLine(draw: nil)
        let made = Mutex(0)
        line.show(
            {
                made.withLock { $0 += 1 }
                return "text"
            }())
        line.clear()
        #expect(made.withLock { $0 } == 0)
        #expect(!line.isOnTerminal)
    }

    @Test func theBarSaysWhatRemains() {
        let half = BenchProgress(fraction: 0.5, what: "memory: load")
        #expect(half.bar(elapsed: 10) == "[############------------] 11 s left, memory: load")
        #expect(half.bar(elapsed: 100) == "[############------------] 1 min 41 s left, memory: load")
        let none = BenchProgress(fraction: 0, what: "memory")
        #expect(none.bar(elapsed: 3) == "[------------------------] memory")
        #expect(BenchProgress(fraction: 7, what: "x").bar(elapsed: 1).hasPrefix("[########################] "))
    }
}
