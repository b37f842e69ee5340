/// What is written while calls go on that may end sessions which they could not name before.
struct WriteWatches: Sendable {
    private var keys: [UInt64: Set<SessionKey>] = [:]
    private var last: UInt64 = 0

    /// Begins to watch, with the keys that are being written already.
    mutating func open(with keys: some Sequence<SessionKey>) -> UInt64 {
        last += 1
        self.keys[last] = Set(keys)
        return last
    }

    /// Notes keys that are about to be written. More than can be listed are not remembered: then all is copied again.
    ///
    /// - Parameter own: the watch of whoever writes.
    mutating func note(_ written: [SessionKey], except own: UInt64?) {
        for watch in keys.keys where watch != own && keys[watch, default: []].count <= Limits.divergences {
            keys[watch, default: []].formUnion(written)
        }
    }

    /// What was written since a watch was opened.
    func seen(by watch: UInt64) -> Set<SessionKey> {
        keys[watch] ?? []
    }

    /// Ends a watch; answers how much it saw.
    mutating func close(_ watch: UInt64) -> Int {
        keys.removeValue(forKey: watch)?.count ?? 0
    }
}
