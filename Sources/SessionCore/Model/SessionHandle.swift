/// The public name of a session: for lists, logs and addresses. Knowing it gives nobody access.
///
/// It stays the same when the token is rotated. One to 64 characters of `a-z`, `0-9`, `-` and `_`.
public struct SessionHandle: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The characters of the handle.
    public let text: String

    /// Takes a handle as text, or nothing when it is empty, too long or has another character.
    public init?(_ text: String) {
        guard (1...Limits.handleBytes).contains(text.utf8.count), text.utf8.allSatisfy(NameAlphabet.contains) else {
            return nil
        }
        self.text = text
    }

    /// Makes a new handle of 80 random bits, 20 hexadecimal digits.
    public static func random(using generator: inout some RandomNumberGenerator) -> SessionHandle {
        let bytes =
            Hexadecimal.bytes(of: generator.next() as UInt64) + Hexadecimal.bytes(of: generator.next() as UInt64)
        return SessionHandle(unchecked: Hexadecimal.text(of: bytes.prefix(10)))
    }

    /// Makes a new handle from the system's randomness.
    public static func random() -> SessionHandle {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// The characters of the handle.
    public var description: String { text }

    /// The order of lists: by the bytes of the text.
    public static func < (lhs: SessionHandle, rhs: SessionHandle) -> Bool {
        lhs.text.utf8.lexicographicallyPrecedes(rhs.text.utf8)
    }

    private init(unchecked text: String) {
        self.text = text
    }
}
