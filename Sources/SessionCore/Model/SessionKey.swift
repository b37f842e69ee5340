internal import Crypto

/// What a store knows of a token: its SHA-256, 32 bytes.
///
/// A key cannot be shown in place of a token. It is still not for logs: those use the ``SessionHandle``.
public struct SessionKey: Sendable, Hashable, Comparable {
    /// The bytes as four numbers, the most significant byte first, for a store that writes them without an array.
    package let words: (UInt64, UInt64, UInt64, UInt64)

    /// Takes the 32 bytes of a key, or nothing when there are fewer or more.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == SessionKey.byteCount else { return nil }
        self = Array(bytes).withUnsafeBytes { SessionKey(digest: $0) }
    }

    /// Takes a key written as 64 lowercase hexadecimal digits, or nothing when the text is anything else.
    public init?(hexadecimal text: String) {
        guard text.utf8.count == 2 * SessionKey.byteCount, let bytes = Hexadecimal.bytes(of: text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The number of bytes in a key.
    public static let byteCount = 32

    /// The 32 bytes.
    public var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { Hexadecimal.bytes(of: $0) }
    }

    /// The key as 64 lowercase hexadecimal digits, safe in a file name, a statement or a command.
    public var hexadecimal: String {
        Hexadecimal.text(of: bytes)
    }

    /// The last byte, to spread keys over a few places.
    var lowByte: UInt8 { UInt8(truncatingIfNeeded: words.3) }

    /// The SHA-256 of a text.
    init(hashing text: String) {
        var hash = SHA256()
        var copy = text
        copy.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        self = hash.finalize().withUnsafeBytes { SessionKey(digest: $0) }
    }

    /// The caller passes exactly 32 bytes, as every SHA-256 has.
    package init(digest: UnsafeRawBufferPointer) {
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
        }
        words = (word(0), word(1), word(2), word(3))
    }

    /// Whether two keys are the same 32 bytes.
    public static func == (lhs: SessionKey, rhs: SessionKey) -> Bool {
        lhs.words == rhs.words
    }

    /// The order of the bytes, so that a store can keep its keys sorted.
    public static func < (lhs: SessionKey, rhs: SessionKey) -> Bool {
        lhs.words < rhs.words
    }

    /// Feeds one word: a SHA-256 is evenly spread already.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
    }
}

extension SessionKey: CustomStringConvertible, CustomReflectable {
    /// Never the key itself.
    public var description: String { "SessionKey(…)" }
    /// Never the key itself.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
