/// The secret that the holder of a session shows: 256 random bits, written as 64 lowercase hexadecimal digits. One that
/// its holder made, where a configuration takes such, may be longer.
///
/// It is shown once and stored nowhere; a store sees only its ``key``. It prints as `SessionToken(…)`, so that it cannot
/// reach a log by accident.
public struct SessionToken: Sendable, Hashable {
    /// The hexadecimal digits. Handle with care: whoever has them is the holder.
    public let text: String

    /// Takes a token as a client shows it, or nothing when it is not exactly 64 lowercase hexadecimal digits.
    public init?(_ text: String) {
        guard text.utf8.count == 64, text.utf8.allSatisfy(Hexadecimal.isLowercaseDigit) else { return nil }
        self.text = text
    }

    /// Takes a token that its holder made: 64 to ``Limits/clientTokenBytes`` hexadecimal digits, in either case, or nothing.
    ///
    /// What can be no random number, as one digit repeated or a padded clock, is none. A token that passes may still be a
    /// poor one: nobody but its maker can know.
    public init?(clientMinted text: String) {
        let lowercase = text.lowercased()
        guard (64...Limits.clientTokenBytes).contains(lowercase.utf8.count),
            lowercase.utf8.allSatisfy(Hexadecimal.isLowercaseDigit)
        else { return nil }
        let counts = lowercase.utf8.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let most = counts.values.max() ?? 0
        guard counts.count >= Limits.clientTokenDigits, 2 * most <= lowercase.utf8.count else { return nil }
        self.text = lowercase
    }

    /// Mints a new token from a source of randomness, which must be a cryptographic one.
    public static func random(using generator: inout some RandomNumberGenerator) -> SessionToken {
        let bytes = (0..<4).flatMap { _ in Hexadecimal.bytes(of: generator.next() as UInt64) }
        return SessionToken(unchecked: Hexadecimal.text(of: bytes))
    }

    /// Mints a new token from the system's cryptographic randomness.
    public static func random() -> SessionToken {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// The SHA-256 of the token's text, under which a store keeps the session.
    public var key: SessionKey { SessionKey(hashing: text) }

    private init(unchecked text: String) {
        self.text = text
    }
}

extension SessionToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the secret itself.
    public var description: String { "SessionToken(…)" }
    /// Never the secret itself.
    public var debugDescription: String { description }
    /// Never the secret itself.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
