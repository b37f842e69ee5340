import SessionCore

/// What the value of a key must look like.
package enum ValueKind: Sendable, Hashable {
    /// Which durations a key takes beside ordinary ones.
    package enum Span: Sendable, Hashable {
        /// Nothing at all, and for ever.
        case any
        /// For ever, but not nothing: a deadline of 0 would have no meaning of its own.
        case positive
        /// Nothing at all, but not for ever.
        case finite
    }

    /// Any text.
    case text
    /// A path.
    case path
    /// A host name or address, without a port.
    case host
    /// A list of web origins.
    case origins
    /// The name of an installed storage plug-in, of these.
    case backend([String])
    /// The names of installed identity plug-ins, of these, in order.
    case strategies([String])
    /// The name of a part of a store.
    case namespace
    /// A duration.
    case duration(Span)
    /// A number of bytes.
    case size(ClosedRange<Int>)
    /// A whole number.
    case integer(ClosedRange<Int>)
    /// `true` or `false`.
    case boolean
    /// One of these words.
    case choice([String])
    /// A list of texts.
    case texts

    /// What a plug-in's key takes.
    init(_ kind: SettingKey.Kind) {
        self =
            switch kind {
            case .text: .text
            case .path: .path
            case .duration: .duration(.any)
            case .size: .size(0...Limits.sizeBytes)
            case .integer(let range): .integer(range)
            case .boolean: .boolean
            case .choice(let words): .choice(words)
            case .list: .texts
            }
    }

    /// Whether the value is a list.
    var isList: Bool {
        switch self {
        case .origins, .strategies, .texts: true
        default: false
        }
    }

    /// What it takes, for people.
    package var takes: String {
        switch self {
        case .text: "a text"
        case .path: "a path"
        case .host: "a host name or address, without a port"
        case .origins: "a list of origins such as https://example.org:8443"
        case .backend(let names), .choice(let names): "one of " + names.joined(separator: ", ")
        case .strategies(let names): "a list of one or more of " + names.joined(separator: ", ")
        case .namespace: "1 to 64 of a-z, 0-9, - and _"
        case .duration(.any): "a duration such as 500ms, 30s, 15m, 12h, 7d, or never"
        case .duration(.positive): "a duration longer than 0, such as 30s, 15m, 12h, 7d, or never"
        case .duration(.finite): "a duration such as 500ms, 30s, 15m, 12h, 7d"
        case .size(let range): "a size from \(ValueKind.size(range.lowerBound)) to \(ValueKind.size(range.upperBound))"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .boolean: "true or false"
        case .texts: "a list of texts"
        }
    }

    /// A number of bytes in the largest unit that says it whole.
    private static func size(_ bytes: Int) -> String {
        for (unit, name) in [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")]
        where bytes > 0 && bytes.isMultiple(of: unit) {
            return "\(bytes / unit)\(name)"
        }
        return "\(bytes)B"
    }
}
