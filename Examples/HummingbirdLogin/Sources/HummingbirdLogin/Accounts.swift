import SessionCore

/// Who may sign in. A real server has hashed passwords, and counts failures; neither has to do with sessions.
struct Accounts {
    private var passwords: [String: String] = [:]

    var isEmpty: Bool { passwords.isEmpty }

    /// Takes a name and a password as the command line has them, `NAME:PASSWORD`.
    mutating func add(_ text: String) throws {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, Principal("user:" + parts[0]) != nil else {
            throw OptionsError(message: "--user takes NAME:PASSWORD")
        }
        passwords[parts[0]] = parts[1]
    }

    /// On whose behalf somebody with this name and password acts, or nothing when the two do not belong together.
    func principal(_ name: String, _ password: String) -> Principal? {
        guard let expected = passwords[name], isSame(password, expected) else { return nil }
        return Principal("user:" + name)
    }

    /// Takes the same time wherever the difference is.
    private func isSame(_ one: String, _ other: String) -> Bool {
        guard one.utf8.count == other.utf8.count else { return false }
        return zip(one.utf8, other.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
