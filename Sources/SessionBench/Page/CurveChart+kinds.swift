import Foundation

extension CurveChart {
    /// Latencies of one operation by percentile: towards the longest, every tenth of the calls that is left has the same
    /// room.
    init?(latencies figures: [BenchFigure], _ series: [StoreSeries]) {
        guard let first = figures.first else { return nil }
        // From the half to one call in ten thousand.
        let place = { (percentile: Double) in
            min(1, -log10(max(1e-4, 1 - percentile / 100) / 0.5) / -log10(1e-4 / 0.5))
        }
        name = "Latency of \(first.operation.rawValue) by percentile, \(first.concurrency) callers"
        curves = figures.compactMap { figure in
            guard let line = series.first(where: { $0.has(figure) }) else { return nil }
            let calls = Double(figure.median.operations)
            let points = figure.median.curve.filter { point in
                // A percentile of less than one call says what the longest says.
                point.percentile >= 50 && (1 - point.percentile / 100) * calls >= 1
            }
            // Fewer points are no curve.
            guard points.count > 2 else { return nil }
            return Curve(series: line, points: points.map { (place($0.percentile), max(0.1, $0.microseconds), "") })
        }
        guard !curves.isEmpty else { return nil }
        ticks = [50, 90, 99, 99.9, 99.99].map { (place($0), "\(BenchNumber.plain($0)) %") }
        unit = { BenchNumber.duration($0 / 1e6, digits: 0) }
    }

    /// Processor time of a call of one operation against the number of sessions in the store.
    init?(cost figures: [BenchFigure], _ series: [StoreSeries]) {
        guard let first = figures.first else { return nil }
        let counts = Set(figures.map(\.sessions)).sorted()
        guard counts.count > 1, let low = counts.first, let high = counts.last else { return nil }
        let place = { (count: Int) in log10(Double(count) / Double(low)) / log10(Double(high) / Double(low)) }
        name = "Processor time of a call of \(first.operation.rawValue) against the number of sessions"
        curves = series.compactMap { line in
            let own = figures.filter { line.has($0) }.sorted { $0.sessions < $1.sessions }
            return own.isEmpty
                ? nil
                : Curve(
                    series: line,
                    points: own.map { figure in
                        let cost = figure.median.processorEach
                        return (
                            place(figure.sessions), cost, "\(figure.sessions) sessions: \(BenchNumber.text(cost)) µs"
                        )
                    })
        }
        ticks = counts.map { (place($0), BenchNumber.short(Double($0))) }
        unit = { BenchNumber.duration($0 / 1e6, digits: 0) }
        hasDots = true
    }
}
