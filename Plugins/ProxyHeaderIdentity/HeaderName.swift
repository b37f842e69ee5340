import SessionCore

/// The name of a header, in small letters as credentials have it.
enum HeaderName {
    private static let marks = Set("!#$%&'*+-.^_`|~".utf8)
    /// Headers that every client sends for itself.
    private static let clientOwned: Set = ["authorization", "cookie", "host", "origin", "user-agent"]

    static func checked(_ text: String, setting: String) throws(IdentityError) -> String {
        let name = text.lowercased()
        let isToken = name.utf8.allSatisfy { byte in
            marks.contains(byte) || (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte)
        }
        guard !name.isEmpty, isToken, !clientOwned.contains(name) else {
            throw IdentityError(
                .misconfigured,
                "proxy-header.\(setting): \"\(text)\" is no header that a proxy sets, as X-Remote-User is")
        }
        return name
    }
}
