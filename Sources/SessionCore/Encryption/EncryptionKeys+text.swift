extension EncryptionKeys {
    /// Reads keys from a text: one `id base64` on a line, the sealing one first.
    ///
    /// Empty lines and lines that begin with `#` count for nothing. A comma divides as a line end does, for environments
    /// that hold no line ends.
    ///
    /// - Throws: ``EncryptionKeysProblem`` with the line, which never repeats any part of a key.
    public init(text: String) throws(EncryptionKeysProblem) {
        guard text.utf8.count <= Limits.encryptionKeysBytes else {
            throw EncryptionKeysProblem(nil, "it has more than \(Limits.encryptionKeysBytes) bytes")
        }
        var keys: [EncryptionKey] = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            guard line.first(where: { !$0.isWhitespace }) != "#" else { continue }
            for entry in line.split(separator: ",") {
                let words = entry.split(whereSeparator: \.isWhitespace)
                guard !words.isEmpty else { continue }
                let key = try EncryptionKeys.key(words, line: index + 1)
                guard !keys.contains(where: { $0.id == key.id }) else {
                    throw EncryptionKeysProblem(index + 1, "the name \(key.id) is taken already")
                }
                keys.append(key)
            }
        }
        try self.init(keys)
    }

    private static func key(_ words: [Substring], line: Int) throws(EncryptionKeysProblem) -> EncryptionKey {
        guard words.count == 2 else {
            throw EncryptionKeysProblem(line, "a line is a name, a space and 32 bytes in base64, nothing else")
        }
        let id = String(words[0])
        guard EncryptionKey.isID(id) else {
            throw EncryptionKeysProblem(line, "the name of a key is 1 to 64 of a-z, 0-9, - and _")
        }
        guard let bytes = Base64.bytes(of: words[1]) else {
            throw EncryptionKeysProblem(line, "the key \(id) is not written in base64")
        }
        guard let key = EncryptionKey(id: id, bytes: bytes) else {
            throw EncryptionKeysProblem(
                line, "the key \(id) has \(bytes.count) bytes; it takes \(EncryptionKey.byteCount)")
        }
        return key
    }
}

extension EncryptionKey {
    /// A line with a new key from the system's randomness, as a list of keys takes it: `id base64`.
    ///
    /// It is the secret itself: for a file that only the server may read.
    public static func newLine(id: String) -> String? {
        guard isID(id) else { return nil }
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<4).flatMap { _ in Hexadecimal.bytes(of: generator.next() as UInt64) }
        return id + " " + Base64.text(of: bytes)
    }
}
