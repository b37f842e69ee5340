import NIOCore
import Terminal
import Testing

@Suite struct FlushPaceTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    @Test func firstOutputAfterAQuietTimeIsFlushedAtOnce() {
        var pace = FlushPace(interval: .milliseconds(1))
        #expect(pace.outputArrived(at: start) == .flush)
        pace.flushed(at: start)
        #expect(pace.outputArrived(at: start + .milliseconds(1)) == .flush)
    }

    @Test func outputWithinTheIntervalIsGatheredUnderOneTimer() {
        var pace = FlushPace(interval: .milliseconds(1))
        pace.flushed(at: start)
        #expect(pace.outputArrived(at: start + .microseconds(1)) == .flushLater(start + .milliseconds(1)))
        #expect(pace.outputArrived(at: start + .microseconds(2)) == .wait)
        pace.flushed(at: start + .milliseconds(1))
        #expect(pace.outputArrived(at: start + .microseconds(1001)) == .flushLater(start + .milliseconds(2)))
    }
}
