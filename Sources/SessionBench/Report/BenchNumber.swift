import Foundation

/// Numbers as people read them in a table.
enum BenchNumber {
    /// Three digits that count, without a decimal point from a hundred on.
    static func text(_ value: Double) -> String {
        let digits = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : 2
        return String(format: "%.\(digits)f", value)
    }

    /// How many call at once, in words.
    static func callers(_ count: Int) -> String {
        count == 1 ? "1 caller" : "\(count) callers"
    }

    /// A share in hundredths.
    static func percent(_ share: Double) -> String {
        String(format: "%.0f%%", share * 100)
    }

    /// A span of time in the unit that fits; with digits, or whole.
    static func duration(_ seconds: Double, digits: Int? = nil) -> String {
        let (value, unit) =
            seconds < 0.000_999 ? (seconds * 1e6, "µs") : seconds < 0.999 ? (seconds * 1e3, "ms") : (seconds, "s")
        return "\(digits == nil ? text(value) : plain((value * 10).rounded() / 10)) \(unit)"
    }

    /// As few digits as say it: 50, 99.9.
    static func plain(_ value: Double) -> String {
        String(format: "%g", value)
    }

    /// Thousands and millions by a letter, where there is little room.
    static func short(_ value: Double) -> String {
        let digits = { (value: Double) in
            value >= 99.95 || value == value.rounded() ? plain(value.rounded()) : text(value)
        }
        if value >= 999_500 { return digits(value / 1e6) + "M" }
        return value >= 999.5 ? digits(value / 1e3) + "k" : digits(value)
    }

    /// The same as ``text(_:)``, with thin spaces between thousands.
    static func grouped(_ value: Double) -> String {
        let whole = value == value.rounded() ? plainWhole(value) : text(value)
        guard abs(value) >= 1000, !whole.contains(".") else { return whole }
        var groups: [Substring] = []
        var rest = Substring(whole)
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return ([rest] + groups).joined(separator: "\u{202f}")
    }

    private static func plainWhole(_ value: Double) -> String {
        String(format: "%.0f", value)
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
