internal import Crypto

extension PluginSettings {
    /// By what the same settings are known again in another process, in hexadecimal. They may hold secrets, and cannot be
    /// told from it.
    ///
    /// - Parameter salt: random, and kept beside the digest.
    package func digest(salt: String) -> String {
        var parts = [salt, plugin]
        for (name, value) in values.sorted(by: { $0.key < $1.key }) { parts += ["value", name, value] }
        for (name, list) in lists.sorted(by: { $0.key < $1.key }) { parts += ["list", name, "\(list.count)"] + list }
        var hash = SHA256()
        // With its length before each part, no two settings make one text.
        for part in parts { hash.update(data: Array("\(part.utf8.count):\(part)".utf8)) }
        return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
