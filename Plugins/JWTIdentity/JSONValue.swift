/// A value of a JSON text. A number stays as it was written.
enum JSONValue: Hashable {
    case null
    case boolean(Bool)
    case number(String)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// The text, or nothing for any other value.
    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The members, or nothing for any other value.
    var members: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }
}
