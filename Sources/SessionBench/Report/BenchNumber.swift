import Foundation

/// Numbers as people read them in a table.
enum BenchNumber {
    /// Three digits that count, without a decimal point from a hundred on.
    static func text(_ value: Double) -> String {
        let digits = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : 2
        return String(format: "%.\(digits)f", value)
    }

    /// A share in hundredths.
    static func percent(_ share: Double) -> String {
        String(format: "%.0f%%", share * 100)
    }

    /// Bytes in the unit that fits.
    static func bytes(_ count: Double) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var value = count
        var unit = 0
        while abs(value) >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        return "\(text(value)) \(units[unit])"
    }
}
