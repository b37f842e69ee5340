/// Keeps secrets out of what is printed.
enum Redaction {
    /// Stands where a secret was.
    static let mark = "***"

    private static let secretWords = ["password", "passphrase", "secret", "token"]

    /// A value as it may be shown: nothing of a key that holds a secret, and no user and password of an address.
    ///
    /// A key holds a secret when the last word of its name says so, such as `client-secret`.
    static func shown(_ text: String, path: String) -> String {
        if isSecret(path) { return text.isEmpty ? "" : mark }
        return withoutUser(text)
    }

    /// Whether a value as a file has it gives a secret away: one that no variable stands for.
    static func holdsSecret(_ text: String, path: String) -> Bool {
        if isSecret(path) { return !text.isEmpty && !text.contains("${") }
        guard let user = user(of: text), let colon = user.firstIndex(of: ":") else { return false }
        let password = user[colon...].dropFirst()
        return !password.isEmpty && !password.contains("${")
    }

    static func shown(_ value: SettingValue, path: String) -> SettingValue {
        switch value {
        case .text(let text): .text(shown(text, path: path))
        case .list(let entries): .list(entries.map { shown($0, path: path) })
        }
    }

    private static func isSecret(_ path: String) -> Bool {
        let name = path.split(separator: ".").last ?? ""
        let lastWord = name.split(separator: "-").last.map(String.init) ?? ""
        return secretWords.contains(lastWord)
    }

    /// `redis://user:password@host/0` as `redis://***@host/0`.
    private static func withoutUser(_ text: String) -> String {
        guard let user = user(of: text) else { return text }
        return text[..<user.startIndex] + mark + text[user.endIndex...]
    }

    /// User and password of an address.
    private static func user(of text: String) -> Substring? {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        // Up to the last @ of the whole: a password may hold any sign, a slash too, however wrong that is.
        return parts[1].lastIndex(of: "@").map { parts[1][..<$0] }
    }
}
