import SessionCore

extension SessionRow {
    /// The row of a key, or nothing when it has none or another key has it.
    static func find(
        _ key: SessionKey, in namespace: Int64, over connection: Connection, withPayload: Bool
    ) throws(StoreFailure) -> SessionRow? {
        let query = withPayload ? Query.session : .sessionWithoutPayload
        let found = try connection.row(query) { statement throws(StoreFailure) in
            try statement.bind(1, RowID.of(key, in: namespace))
            try statement.bind(2, namespace)
        } _: { row throws(StoreFailure) in
            try SessionRow(row, withPayload: withPayload)
        }
        guard let found, found.key == key, found.namespace == namespace else { return nil }
        return found
    }

    /// Hands over the row of a key, and those that its rotations lead to.
    static func path(
        from key: SessionKey, in namespace: Int64, over connection: Connection, withPayload: Bool,
        _ body: (SessionRow) -> Void
    ) throws(StoreFailure) {
        var next: SessionKey? = key
        var steps = 0
        while let key = next, steps <= SessionCore.Limits.graceSteps,
            let row = try find(key, in: namespace, over: connection, withPayload: withPayload)
        {
            body(row)
            steps += 1
            if case .ended(let tombstone) = row.stored { next = tombstone.grace?.successor } else { next = nil }
        }
    }

    /// The not-before epoch of a principal.
    static func epoch(
        of owner: Principal, in namespace: Int64, over connection: Connection
    ) throws(StoreFailure) -> Timestamp? {
        try connection.row(.epoch) { statement throws(StoreFailure) in
            try statement.bind(1, namespace)
            try statement.bind(2, owner.text)
        } _: { row throws(StoreFailure) in
            row.instant(0)
        }
    }
}
