/// Keeps secrets out of what is printed.
enum Redaction {
    /// Stands where a secret was.
    static let mark = "***"

    private static let secretWords = ["password", "passphrase", "secret", "token"]

    /// A value as it may be shown: nothing of a key that holds a secret, and no user and password of an address.
    ///
    /// A key holds a secret when the last word of its name says so, such as `client-secret`.
    static func shown(_ text: String, path: String) -> String {
        let name = path.split(separator: ".").last ?? ""
        let lastWord = name.split(separator: "-").last.map(String.init) ?? ""
        if secretWords.contains(lastWord) { return text.isEmpty ? "" : mark }
        return withoutUser(text)
    }

    static func shown(_ value: SettingValue, path: String) -> SettingValue {
        switch value {
        case .text(let text): .text(shown(text, path: path))
        case .list(let entries): .list(entries.map { shown($0, path: path) })
        }
    }

    /// `redis://user:password@host/0` as `redis://***@host/0`.
    private static func withoutUser(_ text: String) -> String {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return text }
        // Up to the last @ of the whole: a password may hold any sign, a slash too, however wrong that is.
        guard let end = parts[1].lastIndex(of: "@") else { return text }
        return parts[0] + "://" + mark + parts[1][end...]
    }
}
