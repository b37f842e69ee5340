/// A part of a store that nothing from another part is seen in: one server, one environment, one test.
///
/// One to 64 characters of `a-z`, `0-9`, `-` and `_`.
public struct Namespace: Sendable, Hashable, CustomStringConvertible {
    /// The name.
    public let text: String

    /// Takes a namespace as text, or nothing when it is empty, too long or has another character.
    public init?(_ text: String) {
        guard (1...Limits.nameBytes).contains(text.utf8.count), text.utf8.allSatisfy(NameAlphabet.contains) else {
            return nil
        }
        self.text = text
    }

    /// What a store uses when no namespace is named.
    public static let standard = Namespace(unchecked: "default")

    /// The name.
    public var description: String { text }

    private init(unchecked text: String) {
        self.text = text
    }
}
