/// A web origin (RFC 6454): scheme, host and port. Two are the same when all three are, after small letters and the
/// scheme's own port are filled in.
package struct OriginName: Sendable, Hashable {
    let scheme: String
    let host: HostName
    let port: UInt16

    /// Reads `http://host[:port]` or `https://host[:port]` with nothing after it; nothing for `null` and all else.
    init?(_ text: String) {
        guard let separator = text.firstRange(of: "://") else { return nil }
        self.init(scheme: text[..<separator.lowerBound].lowercased(), authority: text[separator.upperBound...])
    }

    /// Reads the `Host` of a request that came by a scheme.
    init?(scheme: String, authority: some StringProtocol) {
        guard let standard = OriginName.standardPorts[scheme] else { return nil }
        let end = authority.lastIndex(of: "]") ?? authority.startIndex
        var name = authority[...]
        var port = standard
        if let colon = authority[end...].lastIndex(of: ":") {
            let digits = authority[authority.index(after: colon)...]
            guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let number = UInt16(digits), number > 0
            else { return nil }
            (name, port) = (authority[..<colon], number)
        }
        guard let host = HostName(name) else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    private static let standardPorts: [String: UInt16] = ["http": 80, "https": 443]
}
