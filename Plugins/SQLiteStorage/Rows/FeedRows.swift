import SessionCore

/// How the feeds of all namespaces lie in one table: the namespace in the upper bits of the number, the place in it below.
enum FeedRows {
    static func id(_ position: UInt64, in namespace: Int64) -> Int64 {
        namespace << Limits.positionBits | Int64(position & mask)
    }

    static func position(_ id: Int64) -> UInt64 {
        UInt64(bitPattern: id) & mask
    }

    private static let mask: UInt64 = 1 << UInt64(Limits.positionBits) - 1

    /// The place of the last event that was ever appended.
    static func last(in namespace: Int64, over connection: Connection) throws(StoreFailure) -> UInt64 {
        let found = try connection.row(.lastEvent) { statement throws(StoreFailure) in
            try statement.bind(1, id(0, in: namespace))
            try statement.bind(2, id(mask, in: namespace))
        } _: { row throws(StoreFailure) in
            row.isNull(0) ? nil : position(row.integer(0))
        }
        if let found, let last = found { return last }
        return try dropped(in: namespace, over: connection)
    }

    /// The place of the last event that is no longer kept.
    static func dropped(in namespace: Int64, over connection: Connection) throws(StoreFailure) -> UInt64 {
        try connection.row(.dropped) { statement throws(StoreFailure) in
            try statement.bind(1, namespace)
        } _: { row throws(StoreFailure) in
            UInt64(bitPattern: row.integer(0))
        } ?? 0
    }

    /// The number that stands in the file for what happened.
    static func code(of change: FeedEvent.Change) -> Int64 {
        switch change {
        case .created: 0
        case .rotated: 10
        case .ended(let reason): reason.code
        }
    }

    /// Reads an event with the columns of ``Query/events``.
    static func event(_ row: Statement) throws(StoreFailure) -> FeedEvent {
        let code = row.integer(5)
        let ended = EndReason(code: code).map { FeedEvent.Change.ended($0) }
        guard let handle = SessionHandle(row.text(2)), let kind = SessionKind(row.text(3)),
            let owner = Principal(row.text(4)), let change = code == 0 ? .created : code == 10 ? .rotated : ended
        else { throw .damaged("an event that tells nothing") }
        return FeedEvent(
            position: FeedPosition(position(row.integer(0))), at: row.instant(1), handle: handle, kind: kind,
            owner: owner, change: change)
    }
}
