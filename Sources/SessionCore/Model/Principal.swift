/// On whose behalf a connection acts, as an identity strategy decided it.
///
/// Written `scheme:name`: `socket:<id>`, `workspace:<handle>`, `user:<issuer>|<subject>`. Two principals are the same
/// when every byte is; nothing is folded or normalised. At most 512 bytes, no control characters.
public struct Principal: Sendable, Hashable, CustomStringConvertible {
    /// The whole text, scheme included.
    public let text: String

    /// Takes a principal as text, or nothing when scheme or name is missing, it is too long or has control characters.
    public init?(_ text: String) {
        var colon: Int?
        var count = 0
        // Every store that reads a record back comes through here: one pass, and nothing is allocated.
        for byte in text.utf8 {
            guard byte >= 0x20, byte != 0x7f else { return nil }
            if colon == nil {
                if byte == UInt8(ascii: ":") { colon = count } else if !NameAlphabet.contains(byte) { return nil }
            }
            count += 1
        }
        guard let colon, colon > 0, colon + 1 < count, count <= Limits.principalBytes else { return nil }
        self.text = text
    }

    /// The holder of a workspace's token.
    public static func workspace(_ handle: SessionHandle) -> Principal {
        Principal(unchecked: "workspace:" + handle.text)
    }

    /// Whoever is at the other end of one live connection, or nothing when the connection's id cannot be part of one.
    public static func socket(_ connection: String) -> Principal? {
        Principal("socket:" + connection)
    }

    /// A user as a token's issuer names them, or nothing when issuer or subject is empty or together they are too long.
    ///
    /// The issuer is part of the name: the same subject from another issuer is somebody else.
    public static func user(issuer: String, subject: String) -> Principal? {
        guard !issuer.isEmpty, !subject.isEmpty, !issuer.utf8.contains(UInt8(ascii: "|")) else { return nil }
        return Principal("user:" + issuer + "|" + subject)
    }

    /// The word before the first colon.
    public var scheme: Substring {
        text.prefix { $0 != ":" }
    }

    /// The whole text, scheme included. It is public, not a secret.
    public var description: String { text }

    /// Whether every byte is the same: Swift's own comparison would take two spellings of one character as equal.
    public static func == (lhs: Principal, rhs: Principal) -> Bool {
        lhs.text.utf8.elementsEqual(rhs.text.utf8)
    }

    /// Feeds the bytes, to agree with `==`.
    public func hash(into hasher: inout Hasher) {
        var copy = text
        copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    private init(unchecked text: String) {
        self.text = text
    }
}
