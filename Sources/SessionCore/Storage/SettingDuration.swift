/// A duration as settings write it: `500ms`, `30s`, `15m`, `12h`, `7d`, or `never`.
public struct SettingDuration: Sendable, Hashable, CustomStringConvertible {
    /// The duration, or nothing for `never`.
    public let duration: Duration?
    /// The text it was written as.
    public let description: String

    /// Reads a whole number with a unit, or `never`; nothing for any other text, a sign, or more than 100 000 days.
    public init?(_ text: String) {
        description = text
        if text == "never" {
            duration = nil
            return
        }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.utf8.count <= 12, let count = Int64(digits),
            let unit = SettingDuration.milliseconds[String(text.dropFirst(digits.count))]
        else { return nil }
        let (total, overflow) = count.multipliedReportingOverflow(by: unit)
        guard !overflow, total <= 100_000 * 86_400_000 else { return nil }
        duration = .milliseconds(total)
    }

    private static let milliseconds: [String: Int64] = [
        "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
    ]

    /// The deadline this much later than an instant; `.never` for `never`.
    public func deadline(from now: Timestamp) -> Timestamp {
        duration.map(now.advanced(by:)) ?? .never
    }
}
