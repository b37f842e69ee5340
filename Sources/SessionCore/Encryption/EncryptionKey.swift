internal import Crypto

/// One key that seals payloads: 256 bits, and the public name under which envelopes refer to it.
///
/// It prints as `EncryptionKey(id)`, so that it cannot reach a log by accident.
public struct EncryptionKey: Sendable, Hashable {
    /// The public name: one to 64 characters of `a-z`, `0-9`, `-` and `_`. It stands in every envelope.
    public let id: String
    let secret: SymmetricKey

    /// Takes a key, or nothing when the name has another form or there are not exactly 32 bytes.
    public init?(id: String, bytes: some Collection<UInt8>) {
        guard EncryptionKey.isID(id), bytes.count == EncryptionKey.byteCount else { return nil }
        self.id = id
        self.secret = SymmetricKey(data: Array(bytes))
    }

    /// The number of bytes in a key.
    public static let byteCount = 32

    /// Whether a text may name a key.
    public static func isID(_ text: String) -> Bool {
        (1...Limits.nameBytes).contains(text.utf8.count) && text.utf8.allSatisfy(NameAlphabet.contains)
    }

    /// Whether name and bytes are the same; the bytes are compared in constant time.
    public static func == (lhs: EncryptionKey, rhs: EncryptionKey) -> Bool {
        lhs.id == rhs.id && lhs.secret == rhs.secret
    }

    /// Feeds the name alone.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(id)
    }
}

extension EncryptionKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The name, never the bytes.
    public var description: String { "EncryptionKey(\(id))" }
    /// The name, never the bytes.
    public var debugDescription: String { description }
    /// Never the bytes.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
