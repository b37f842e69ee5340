import SessionCore

/// Under which number the row of a key lies.
enum RowID {
    /// The first 64 bits of the key, mixed with the number of the namespace, so that one key has a row in each.
    ///
    /// Another key may have the same number, once in 2^64 pairs: every reader compares all 32 bytes.
    static func of(_ key: SessionKey, in namespace: Int64) -> Int64 {
        Int64(bitPattern: key.words.0) ^ (namespace &* mixer)
    }

    /// An odd number with its bits well spread (2^64 divided by the golden ratio): different namespaces never agree.
    private static let mixer: Int64 = -7_046_029_254_386_353_131
}
