import SessionCore

/// A transaction of the writer while it is open: what a verb reads here is what it changes.
struct Transaction {
    let connection: Connection
    let namespace: Int64

    // MARK: Looking

    /// The row of a key, or nothing when it has none or another key has it.
    func row(_ key: SessionKey, withPayload: Bool = false) throws(StoreFailure) -> SessionRow? {
        try SessionRow.find(key, in: namespace, over: connection, withPayload: withPayload)
    }

    /// What a verb about one key looks at.
    func slice(of key: SessionKey, withPayload: Bool = false) throws(StoreFailure) -> Slice {
        var slice = Slice()
        if let row = try row(key, withPayload: withPayload) { slice.add(row) }
        return slice
    }

    /// Adds a key, and those that its rotations lead to.
    func add(pathFrom key: SessionKey, to slice: inout Slice, withPayload: Bool = false) throws(StoreFailure) {
        try SessionRow.path(from: key, in: namespace, over: connection, withPayload: withPayload) { slice.add($0) }
    }

    /// Adds what lies under the number of a key that is to be used.
    func add(occupantOf key: SessionKey, to slice: inout Slice) throws(StoreFailure) {
        let id = RowID.of(key, in: namespace)
        let found = try connection.row(.sessionWithoutPayload) { statement throws(StoreFailure) in
            try statement.bind(1, id)
            try statement.bind(2, namespace)
        } _: { row throws(StoreFailure) in
            try SessionRow(row, withPayload: false)
        }
        guard let found else { return }
        if found.key == key && found.namespace == namespace {
            slice.add(found)
        } else {
            slice.occupy(key, with: found.stored.handle)
        }
    }

    /// Adds whatever a handle leads to.
    func add(holdersOf handle: SessionHandle, to slice: inout Slice) throws(StoreFailure) {
        var living: [SessionRow] = []
        try connection.rows(.holders) { statement throws(StoreFailure) in
            try statement.bind(1, handle.text)
            try statement.bind(2, namespace)
        } _: { row throws(StoreFailure) in
            let holder = try SessionRow(row, withPayload: true)
            if case .live = holder.stored { living.append(holder) } else { slice.add(holder) }
            return true
        }
        // The last one is what the handle leads to.
        for holder in living { slice.add(holder) }
    }

    /// Adds the epoch of a principal.
    func add(epochOf owner: Principal, to slice: inout Slice) throws(StoreFailure) {
        if let epoch = try SessionRow.epoch(of: owner, in: namespace, over: connection) { slice.add(epoch, of: owner) }
    }

    /// Puts into a record what a slice without payloads leaves out.
    func fill(_ record: inout SessionRecord) throws(StoreFailure) {
        guard let row = try row(record.key, withPayload: true), case .live(let whole) = row.stored else {
            throw .damaged("a session that was there a moment ago")
        }
        record.payload = whole.payload
    }
}
