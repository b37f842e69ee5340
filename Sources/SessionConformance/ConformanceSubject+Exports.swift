import SessionCore

extension ConformanceSubject {
    /// Everything in a store, page by page.
    func exported(_ store: any Exportable, limit: Int = Limits.pageRecords) async throws -> [StoredEntry] {
        var entries: [StoredEntry] = []
        var cursor: ExportCursor?
        for _ in 0...scale.creations + scale.cycles + 10_000 {
            let page = try await store.export(after: cursor, limit: limit)
            try expect(page.entries.count <= limit, true, "whether a page of an export keeps to its limit of \(limit)")
            entries += page.entries
            cursor = page.next
            if cursor == nil { return entries }
        }
        throw failure("walk through an export", expected: "an end", got: "one more page after each")
    }

    /// Whether a walk met each of the expected entries once and nothing else, in whatever order.
    func agree(_ walk: [StoredEntry], _ expected: Set<StoredEntry>, _ what: String) throws {
        let met = Set(walk)
        try expect(met.count, walk.count, "\(what): distinct entries among those that were met")
        for missing in expected.subtracting(met) {
            let instead = walk.first { $0.key != nil && $0.key == missing.key }
            throw failure(
                what, expected: Evidence.text(of: missing),
                got: instead.map { Evidence.text(of: $0) } ?? "no such entry among \(walk.count)")
        }
        for extra in met.subtracting(expected) {
            throw failure(what, expected: "\(expected.count) entries", got: "also \(Evidence.text(of: extra))")
        }
    }

    /// Puts one session of each kind of fate into a store, twenty times, and answers what is in it then.
    func furnish(_ store: any SessionStorage) async throws -> SessionTable {
        var model = SessionTable()
        for number in 0..<20 {
            let base = number * 10
            let payload = SampleSessions.payloads[number % 6].bytes
            let records = (0..<5).map { step in
                samples.session(
                    base + step, owner: number % 3, payload: payload,
                    idle: step == 4 ? .milliseconds(-1) : .seconds(60),
                    absolute: step == 3 ? nil : SampleSessions.absolute)
            }
            for record in records {
                try await create(record, in: store)
                _ = try model.perform(model.create(record))
            }
            let reason = number.isMultiple(of: 2) ? EndReason.loggedOut : .revoked
            _ = try await store.revoke(records[0].key, reason: reason, at: start)
            _ = model.perform(model.revoke(records[0].key, reason: reason, at: start))
            let until = number.isMultiple(of: 2) ? start.advanced(by: .seconds(30)) : nil
            let rotation = Rotation(to: samples.key(base + 9), owner: samples.principal(2), graceUntil: until)
            _ = try await store.rotate(records[1].key, with: rotation, expecting: 1, at: start)
            _ = try model.perform(model.rotate(records[1].key, with: rotation, expecting: 1, at: start))
            let (key, deadline) = (records[2].key, start.advanced(by: .seconds(90)))
            _ = try await store.commit([7, 0], for: key, expecting: 1, idleDeadline: deadline, at: start)
            _ = try model.perform(model.commit([7, 0], for: key, expecting: 1, idleDeadline: deadline, at: start))
        }
        return model
    }
}
