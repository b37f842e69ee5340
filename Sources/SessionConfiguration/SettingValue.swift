/// What a setting says.
package enum SettingValue: Sendable, Hashable, CustomStringConvertible {
    /// A text, a number, a duration: whatever is one word.
    case text(String)
    /// A list of texts.
    case list([String])

    /// The text, or `[a, b]`.
    package var description: String {
        switch self {
        case .text(let text): text
        case .list(let entries): "[" + entries.joined(separator: ", ") + "]"
        }
    }
}

extension SettingValue: Encodable {
    /// A string, or an array of strings.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .list(let entries): try container.encode(entries)
        }
    }
}
