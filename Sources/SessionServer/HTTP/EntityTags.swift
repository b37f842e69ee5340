import HTTPTypes

/// A list of entity tags as `If-Match` and `If-None-Match` have it (RFC 9110, section 8.8.3).
struct EntityTags: Sendable {
    /// What stands between the quotes of the tags that are not weak.
    private(set) var strong: [String] = []
    /// What stands between the quotes of all.
    private(set) var all: [String] = []

    /// Throws 400 for what is not a list of quoted tags.
    init(_ text: String) throws(HTTPFailure) {
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            var tag = part.drop { $0 == " " || $0 == "\t" }
            while tag.last == " " || tag.last == "\t" { tag.removeLast() }
            let isWeak = tag.hasPrefix("W/")
            if isWeak { tag = tag.dropFirst(2) }
            let inner = tag.dropFirst().dropLast()
            guard tag.count >= 2, tag.first == "\"", tag.last == "\"", !inner.contains("\""),
                all.count < Limits.entityTags
            else {
                throw HTTPFailure(
                    .badRequest, "invalid",
                    "an entity tag stands in quotes, as \"7\"; at most \(Limits.entityTags) of them, or *")
            }
            all.append(String(inner))
            if !isWeak { strong.append(String(inner)) }
        }
    }
}
