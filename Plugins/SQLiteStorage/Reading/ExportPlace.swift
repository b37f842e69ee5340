import SessionCore

/// Where a walk through everything stands: among the sessions, which come by handle, or among the epochs after them.
enum ExportPlace {
    /// After a row of the table of sessions.
    case sessions(handle: String, id: Int64)
    /// After the epoch of a principal; an empty text is before all of them.
    case epochs(owner: String)

    static let start = ExportPlace.sessions(handle: "", id: .min)

    /// Reads a cursor, or throws `invalid` for one that no page named.
    init(_ cursor: ExportCursor) throws(StorageError) {
        let parts = cursor.text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, parts[0] == "epochs", parts[1].isEmpty || Principal(String(parts[1])) != nil {
            self = .epochs(owner: String(parts[1]))
            return
        }
        let words = cursor.text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "sessions", SessionHandle(String(words[1])) != nil, let id = Int64(words[2])
        else { throw StorageError(.invalid, "this is no cursor of an export from here; begin anew without one") }
        self = .sessions(handle: String(words[1]), id: id)
    }

    private var cursor: ExportCursor {
        switch self {
        case .sessions(let handle, let id): ExportCursor("sessions \(handle) \(id)")
        case .epochs(let owner): ExportCursor("epochs \(owner)")
        }
    }

    /// One page from here on.
    func page(of limit: Int, in namespace: Int64, over connection: Connection) throws(StoreFailure) -> ExportPage {
        switch self {
        case .sessions(let handle, let id): try sessions(after: handle, id, limit, namespace, connection)
        case .epochs(let owner): try epochs(after: owner, limit, namespace, connection)
        }
    }

    private func sessions(
        after handle: String, _ id: Int64, _ limit: Int, _ namespace: Int64, _ connection: Connection
    ) throws(StoreFailure) -> ExportPage {
        var page = ExportPage(entries: [], next: nil)
        var last: ExportPlace?
        var (room, isCut) = (ExportRoom(), false)
        try connection.rows(.exportSessions) { statement throws(StoreFailure) in
            try statement.bind(1, handle)
            try statement.bind(2, namespace)
            try statement.bind(3, id)
            try statement.bind(4, Int64(limit))
        } _: { statement throws(StoreFailure) in
            let row = try SessionRow(statement, withPayload: true)
            guard room.takes(row.stored) else {
                isCut = true
                return false
            }
            page.entries.append(.session(row.key, row.stored))
            last = .sessions(handle: row.stored.handle.text, id: row.id)
            return true
        }
        page.next = (isCut || page.entries.count == limit ? last : .epochs(owner: ""))?.cursor
        return page
    }

    private func epochs(
        after owner: String, _ limit: Int, _ namespace: Int64, _ connection: Connection
    ) throws(StoreFailure) -> ExportPage {
        var page = ExportPage(entries: [], next: nil)
        try connection.rows(.exportEpochs) { statement throws(StoreFailure) in
            try statement.bind(1, namespace)
            try statement.bind(2, owner)
            try statement.bind(3, Int64(limit))
        } _: { row throws(StoreFailure) in
            guard let owner = Principal(row.text(0)) else { throw .damaged("an epoch without its principal") }
            page.entries.append(.epoch(owner, row.instant(1)))
            if page.entries.count == limit { page.next = ExportPlace.epochs(owner: owner.text).cursor }
            return true
        }
        return page
    }
}
