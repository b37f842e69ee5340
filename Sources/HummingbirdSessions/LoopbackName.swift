/// The names under which a machine reaches only itself.
enum LoopbackName {
    /// Whether the authority of a request, port included, is one of them.
    static func isOne(_ authority: String?) -> Bool {
        guard let authority else { return false }
        let host: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return false }
            host = authority[...end]
        } else {
            host = authority.prefix { $0 != ":" }
        }
        let rest = authority[host.endIndex...]
        guard rest.isEmpty || (rest.first == ":" && rest.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }) else {
            return false
        }
        return ["localhost", "127.0.0.1", "[::1]"].contains(host.lowercased())
    }
}
