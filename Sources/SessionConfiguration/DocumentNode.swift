/// What a configuration file says, before anything is known about its keys.
enum DocumentNode {
    /// A key of a mapping with its value.
    struct Entry {
        let key: String
        let position: TextPosition
        let value: DocumentNode
    }

    /// A text; `isPlain` when it had no quotes.
    case scalar(String, isPlain: Bool, TextPosition)
    /// A list.
    case list([DocumentNode], TextPosition)
    /// Keys and values, in their order.
    case mapping([Entry], TextPosition)

    /// Where it begins.
    var position: TextPosition {
        switch self {
        case .scalar(_, _, let position), .list(_, let position), .mapping(_, let position): position
        }
    }

    /// Whether nothing at all was written.
    var isEmpty: Bool {
        if case .scalar("", isPlain: true, _) = self { true } else { false }
    }

    /// What it is, for people.
    var kind: String {
        switch self {
        case .scalar: "a text"
        case .list: "a list"
        case .mapping: "keys and values"
        }
    }
}
