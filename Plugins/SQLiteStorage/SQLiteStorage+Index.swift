public import SessionCore

extension SQLiteStorage: PrincipalIndex {
    public func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        let namespace = namespace
        let limit = min(max(limit, 1), SessionCore.Limits.pageRecords)
        return try await readers.read { connection throws(StoreFailure) in
            var page = SessionPage(records: [], next: nil)
            try connection.rows(.list) { statement throws(StoreFailure) in
                try statement.bind(1, principal.text)
                try statement.bind(2, namespace)
                try statement.bind(3, cursor?.text ?? "")
            } _: { statement throws(StoreFailure) in
                guard case .live(let record) = try SessionRow(statement, withPayload: true).state(at: now) else {
                    return true
                }
                guard page.records.count < limit else {
                    page.next = page.records.last?.handle
                    return false
                }
                page.records.append(record)
                return true
            }
            return page
        }
    }

    public func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        try await writer.write { transaction throws(StoreFailure) in
            var slice = Slice()
            if let key { try transaction.add(pathFrom: key, to: &slice) }
            try transaction.connection.rows(.listWithoutPayload) { statement throws(StoreFailure) in
                try statement.bind(1, principal.text)
                try statement.bind(2, transaction.namespace)
                try statement.bind(3, "")
            } _: { row throws(StoreFailure) in
                slice.add(try SessionRow(row, withPayload: false))
                return true
            }
            try transaction.add(epochOf: principal, to: &slice)
            let decision = try slice.decide { table in
                table.revokeSessions(of: principal, except: key, reason: reason, at: now)
            }
            return try transaction.perform(decision, on: slice, at: now)
        }
    }

    public func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        _ = try await writer.write { transaction throws(StoreFailure) in
            var slice = Slice()
            try transaction.add(epochOf: principal, to: &slice)
            let decision = try slice.decide { table in table.raiseEpoch(of: principal, to: instant) }
            return try transaction.perform(decision, on: slice, at: instant)
        }
    }

    public func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        let namespace = namespace
        return try await readers.read { connection throws(StoreFailure) in
            try SessionRow.epoch(of: principal, in: namespace, over: connection)
        }
    }
}
