import Foundation

/// Places of values along an axis on which every tenfold takes the same room.
struct LogScale {
    private let low: Double
    private let high: Double
    private let start: Double
    private let end: Double

    /// Whole powers of ten around some values, drawn from one place to another; one power where there are no values.
    init(_ values: [Double], from start: Double, to end: Double) {
        let known = values.filter { $0 > 0 && $0.isFinite }.map { log10($0) }
        low = (known.min() ?? 0).rounded(.down)
        high = max(low + 1, (known.max() ?? 1).rounded(.up))
        self.start = start
        self.end = end
    }

    /// Where a value is drawn; what is outside is drawn at the nearer end.
    func place(_ value: Double) -> Double {
        guard value > 0 else { return start }
        return start + (end - start) * min(1, max(0, (log10(value) - low) / (high - low)))
    }

    /// The powers of ten, of so many that their names do not touch every one that fits.
    func ticks(atMost count: Int = 8) -> [Double] {
        let step = max(1, ((high - low) / Double(count)).rounded(.up))
        return stride(from: low, through: high, by: step).map { pow(10, $0) }
    }
}
