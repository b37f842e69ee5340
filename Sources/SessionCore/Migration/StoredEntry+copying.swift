extension StoredEntry {
    /// On which walk of a copy it is taken.
    package var pass: StorageCopy.Pass {
        if case .session(_, .live) = self { .live } else { .ended }
    }

    /// What it weighs, beside a few hundred bytes that every entry has.
    package var payloadBytes: Int {
        if case .session(_, .live(let record)) = self { record.payload.count } else { 0 }
    }
}

extension Sequence<StoredEntry> {
    /// The entries in their order, in parts that a store takes at a time while others wait beside them.
    func parts() -> [[StoredEntry]] {
        var parts: [[StoredEntry]] = []
        var bytes = 0
        for entry in self {
            if parts.isEmpty || bytes + entry.payloadBytes > Limits.copyBatchBytes
                || parts[parts.count - 1].count == Limits.copyBatchRecords
            {
                parts.append([])
                bytes = 0
            }
            parts[parts.count - 1].append(entry)
            bytes += entry.payloadBytes
        }
        return parts
    }
}
