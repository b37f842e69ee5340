import SessionCore

extension Transaction {
    /// Writes an entry of another store. The feed tells of what ends here, and of nothing that is new here.
    func restore(_ entry: StoredEntry) throws(StoreFailure) {
        var slice = Slice()
        var now = Timestamp(milliseconds: 0)
        switch entry {
        case .epoch(let owner, _):
            try add(epochOf: owner, to: &slice)
        case .session(let key, .ended):
            try add(own: key, to: &slice)
        case .session(let key, .live(let record)):
            try add(own: key, to: &slice)
            try add(holdersOf: record.handle, to: &slice)
            now = record.touchedAt
        }
        for change in slice.table.restore(entry) {
            if case .ended(let key, _) = change, case .live(let record) = slice.table.entries[key] {
                now = max(now, record.touchedAt)
                if let event = slice.table.event(of: change, at: now, position: .start) { try append(event) }
            }
            try write(change, over: slice)
        }
    }

    private func add(own key: SessionKey, to slice: inout Slice) throws(StoreFailure) {
        try add(occupantOf: key, to: &slice)
        guard slice.table.entries[key] != nil else { return }
        guard let row = try row(key, withPayload: true) else {
            throw .refused(
                StorageError(.unavailable, "two sessions have one row; draw a new token for the restored one"))
        }
        slice.add(row)
    }
}
