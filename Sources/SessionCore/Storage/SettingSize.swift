/// A number of bytes as settings write it: `512B`, `64KiB`, `4MiB`, `1GiB`, or plain digits.
public struct SettingSize: Sendable, Hashable {
    /// The number of bytes.
    public let bytes: Int

    /// Reads a whole number with a unit; nothing for any other text, a sign, or more than 1 TiB.
    public init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.utf8.count <= 13, let count = Int(digits),
            let unit = SettingSize.units[String(text.dropFirst(digits.count))]
        else { return nil }
        let (total, overflow) = count.multipliedReportingOverflow(by: unit)
        guard !overflow, total <= 1 << 40 else { return nil }
        bytes = total
    }

    private static let units = ["": 1, "B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30]
}
