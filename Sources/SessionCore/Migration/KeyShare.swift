/// How far a walk has come, told by the keys it meets: they are hashes, so where they come in order, the first bits of
/// one say which part lies before it.
struct KeyShare {
    private var last: SessionKey?
    private var isOrdered = true

    /// The part that lies before the last key, or nothing where keys come in another order or none has come.
    var share: Double? {
        guard isOrdered, let last else { return nil }
        return Double(last.words.0) / Double(UInt64.max)
    }

    /// Takes the keys of a page.
    mutating func note(_ entries: [StoredEntry]) {
        for case .session(let key, _) in entries where isOrdered {
            if let last, key < last { isOrdered = false }
            last = key
        }
    }
}
