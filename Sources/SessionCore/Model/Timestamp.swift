/// An instant in milliseconds since 1970-01-01T00:00:00Z.
///
/// Every deadline and every `at:` argument in Mooring is one of these. A deadline is the first instant at which a thing
/// no longer counts: it is live while `deadline > now`, on every backend, to the millisecond.
public struct Timestamp: Sendable, Hashable, Comparable, Codable {
    /// Milliseconds since the Unix epoch; `Int64.max` stands for ``never``.
    public let milliseconds: Int64

    /// Makes an instant from milliseconds since the Unix epoch.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// A deadline that does not come.
    public static let never = Timestamp(milliseconds: .max)

    /// Whether one instant comes before the other.
    public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
        lhs.milliseconds < rhs.milliseconds
    }

    /// The instant a duration later, rounded down to a millisecond; ``never`` stays and overflow becomes ``never``.
    public func advanced(by duration: Duration) -> Timestamp {
        guard self != .never else { return .never }
        let parts = duration.components
        let (whole, overflow) = parts.seconds.multipliedReportingOverflow(by: 1000)
        guard !overflow else { return parts.seconds > 0 ? .never : Timestamp(milliseconds: .min) }
        let (sum, carry) = milliseconds.addingReportingOverflow(whole)
        let (total, last) = sum.addingReportingOverflow(parts.attoseconds / 1_000_000_000_000_000)
        guard !carry, !last else { return parts.seconds > 0 ? .never : Timestamp(milliseconds: .min) }
        return Timestamp(milliseconds: total)
    }

    /// The time from another instant to this one, negative when this one is earlier.
    public func since(_ earlier: Timestamp) -> Duration {
        let (difference, overflow) = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        return .milliseconds(overflow ? Int64.max : difference)
    }

    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
