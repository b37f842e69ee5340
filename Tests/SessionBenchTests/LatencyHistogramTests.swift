import Testing

@testable import SessionBench

@Suite struct LatencyHistogramTests {
    @Test func mergedHistogramsAnswerAsOneThatSawEverything() {
        var whole = LatencyHistogram()
        var merged = LatencyHistogram()
        for caller in 0..<4 {
            var own = LatencyHistogram()
            for step in 1...250 {
                let latency = UInt64(caller * 250 + step) * 1_000
                own.record(latency)
                whole.record(latency)
            }
            merged.merge(own)
        }
        #expect(merged.count == 1_000)
        for percentile in [50, 99, 99.9] {
            #expect(merged.microseconds(atPercentile: percentile) == whole.microseconds(atPercentile: percentile))
        }
        // Three digits: within a thousandth.
        #expect(abs(merged.microseconds(atPercentile: 50) - 500) <= 1)
        #expect(abs(merged.microseconds(atPercentile: 99) - 990) <= 1)
        #expect(abs(merged.maximum - 1_000) <= 1)
    }

    @Test func aLatencyBeyondTheLongestCountsAsTheLongest() {
        var histogram = LatencyHistogram()
        histogram.record(.max)
        #expect(histogram.count == 1)
        #expect(histogram.maximum >= 59_000_000)
    }
}
