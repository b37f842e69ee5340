import FoundationEssentials
package import SessionCore

extension Timestamp {
    /// The instant in UTC with milliseconds, as `2026-01-31T08:15:00.250Z`; `never` for the one that does not come.
    package var iso8601: String {
        guard self != .never else { return "never" }
        let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
        return date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
