import SessionCore

/// The parts of an address such as `rediss://user:password@host:6379/0` or `unix:///run/redis.sock?db=1`.
///
/// Errors never repeat the address: it may hold a password.
struct RedisURL {
    private(set) var address: RedisAddress
    private(set) var usesTLS = false
    private(set) var user: String?
    private(set) var password: RedisSecret?
    private(set) var database = 0

    init(_ text: String) throws(StorageError) {
        guard text.utf8.count <= Limits.urlBytes, let mark = text.firstRange(of: "://") else {
            throw RedisURL.refusal("begins with redis://, rediss:// or unix://")
        }
        let scheme = text[..<mark.lowerBound]
        guard ["redis", "rediss", "unix"].contains(scheme) else {
            throw RedisURL.refusal("begins with redis://, rediss:// or unix://")
        }
        var rest = text[mark.upperBound...]
        guard !rest.contains("#") else { throw RedisURL.refusal("has no '#'; write it as %23") }
        var query: Substring?
        if let mark = rest.firstIndex(of: "?") {
            query = rest[rest.index(after: mark)...]
            rest = rest[..<mark]
        }
        // A password may hold a slash that nobody encoded; the last @ ends it.
        if let mark = rest.lastIndex(of: "@") {
            (user, password) = try RedisURL.credentials(rest[..<mark])
            rest = rest[rest.index(after: mark)...]
        }
        if scheme == "unix" {
            guard rest.hasPrefix("/"), rest.count > 1 else {
                throw RedisURL.refusal("names an absolute path after unix://")
            }
            address = .unix(path: try RedisURL.decoded(rest))
        } else {
            usesTLS = scheme == "rediss"
            let slash = rest.firstIndex(of: "/") ?? rest.endIndex
            address = try RedisURL.hostAndPort(rest[..<slash])
            let path = rest[slash...].dropFirst()
            if !path.isEmpty { database = try RedisURL.database(path) }
        }
        guard let query else { return }
        guard query.hasPrefix("db=") else { throw RedisURL.refusal("takes nothing but db=NUMBER after its '?'") }
        database = try RedisURL.database(query.dropFirst(3))
    }

    private static func credentials(_ text: Substring) throws(StorageError) -> (user: String?, password: RedisSecret?) {
        guard let colon = text.firstIndex(of: ":") else {
            throw refusal("has user:password before its '@', or :password alone")
        }
        let user = try decoded(text[..<colon])
        let password = try decoded(text[text.index(after: colon)...])
        guard !password.isEmpty || !user.isEmpty else { throw refusal("has something before its '@'") }
        return (user.isEmpty ? nil : user, password.isEmpty ? nil : RedisSecret(password))
    }

    private static func hostAndPort(_ text: Substring) throws(StorageError) -> RedisAddress {
        var host = text
        var port: Substring?
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { throw refusal("closes its '['") }
            host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw refusal("has a port or nothing after its ']'") }
            if !rest.isEmpty { port = rest.dropFirst() }
        } else if let colon = text.firstIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
        }
        guard !host.isEmpty else { throw refusal("names a host") }
        guard let port else { return .tcp(host: try decoded(host), port: 6_379) }
        guard port.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(port), (1...65_535).contains(number)
        else {
            throw refusal("has a port between 1 and 65535")
        }
        return .tcp(host: try decoded(host), port: number)
    }

    private static func database(_ text: Substring) throws(StorageError) -> Int {
        guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(text),
            (0...Limits.databaseNumber).contains(number)
        else { throw refusal("has a database number between 0 and \(Limits.databaseNumber)") }
        return number
    }

    /// The text without its percent signs.
    private static func decoded(_ text: Substring) throws(StorageError) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(rest.prefix(2)) ?? ""
            guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16) else {
                throw refusal("has two hexadecimal digits after each '%'")
            }
            rest = rest.dropFirst(2)
            bytes.append(value)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw refusal("is UTF-8 without zero bytes")
        }
        return decoded
    }

    private static func refusal(_ rule: String) -> StorageError {
        StorageError(.misconfigured, "the setting redis.url cannot be used: a valid one \(rule)")
    }
}
