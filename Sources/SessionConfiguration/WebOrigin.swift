/// What a host and a web origin look like (RFC 6454: scheme, host, port, nothing after them).
enum WebOrigin {
    /// Whether a text is `http://host[:port]` or `https://host[:port]`, in small letters as browsers send it.
    static func isOrigin(_ text: String) -> Bool {
        guard let scheme = ["http://", "https://"].first(where: text.hasPrefix), text == text.lowercased() else {
            return false
        }
        var host = text.dropFirst(scheme.count)
        let bracket = host.lastIndex(of: "]") ?? host.startIndex
        if let colon = host[bracket...].lastIndex(of: ":") {
            let port = host[colon...].dropFirst()
            guard let number = Int(port), (1...65_535).contains(number), !port.hasPrefix("+") else { return false }
            host = host[..<colon]
        }
        if host.hasPrefix("[") && host.hasSuffix("]") { return isAddress(host.dropFirst().dropLast()) }
        return !host.contains(":") && isHost(String(host))
    }

    /// Whether a text is a host name, an IPv4 or an IPv6 address; the last with or without brackets.
    static func isHost(_ text: String) -> Bool {
        if text.hasPrefix("[") && text.hasSuffix("]") { return isAddress(text.dropFirst().dropLast()) }
        if text.contains(":") { return isAddress(Substring(text)) }
        guard (1...253).contains(text.utf8.count) else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        }
    }

    /// Whether only this machine can reach a host.
    static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        guard name != "localhost", name != "::1", name != "[::1]" else { return true }
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }

    /// Whether a text may be an IPv6 address; `host:port` is not. The system has the last word when it binds.
    private static func isAddress(_ text: Substring) -> Bool {
        let address = text.prefix { $0 != "%" }
        return text.count <= 64 && address.count(where: { $0 == ":" }) >= 2
            && address.allSatisfy { $0.isHexDigit && $0.isASCII || $0 == ":" || $0 == "." }
            && text.dropFirst(address.count).allSatisfy { $0.isASCII && !$0.isWhitespace && $0 != "/" }
    }
}
