import SessionCore

/// Exportable promise 1: a walk meets everything once, and changes nothing.
extension StorageConformance {
    static let exporting = [
        StorageConformance("exportMeetsEverythingOnce", .export(1), needs: export, run: meetsEverything),
        StorageConformance(
            "exportMeetsEpochs", .export(1), needs: [.exportable, .principalIndex], run: meetsEpochs),
        StorageConformance("exportMeetsWhatStaysWhileOthersComeAndGo", .export(1), needs: export, run: exportDuring),
        StorageConformance("limitOfAnExportIsClamped", .export(1), needs: export, run: exportLimit),
        StorageConformance("cursorOfNoPageIsRefused", .export(1), needs: export, run: exportCursor),
        StorageConformance("pageOfAnExportIsBoundedInBytes", .export(6), needs: export, run: exportBytes),
        StorageConformance("exportStaysInItsNamespace", .storage(17), needs: export, run: exportStaysInside),
    ]

    static let export: Set<StorageAbility> = [.exportable]

    private static func meetsEverything(_ subject: ConformanceSubject) async throws {
        let store = try await subject.exportable()
        try subject.expect(await subject.exported(store), [], "export of an empty store")
        let model = try await subject.furnish(store)
        let expected = Set(model.entries.map { StoredEntry.session($0, $1) })
        for limit in [1, 7, Limits.pageRecords] {
            let walk = try await subject.exported(store, limit: limit)
            try subject.agree(walk, expected, "export in pages of \(limit)")
        }
        for key in model.entries.keys {
            try subject.expect(
                await store.load(key, at: subject.start), model.load(key, at: subject.start), "load after an export")
        }
    }

    private static func meetsEpochs(_ subject: ConformanceSubject) async throws {
        let store = try subject.ability(await subject.store(), "Exportable & PrincipalIndex") {
            $0 as? any Exportable & PrincipalIndex
        }
        var model = try await subject.furnish(store)
        for (number, seconds) in [(0, -1), (1, 0), (2, 60), (7, 3_600)] {
            let (owner, instant) = (subject.samples.principal(number), subject.start.advanced(by: .seconds(seconds)))
            try await store.raiseEpoch(of: owner, to: instant)
            _ = model.perform(model.raiseEpoch(of: owner, to: instant))
        }
        let expected = Set(
            model.entries.map { StoredEntry.session($0, $1) } + model.epochs.map { StoredEntry.epoch($0, $1) })
        for limit in [1, Limits.pageRecords] {
            try subject.agree(
                await subject.exported(store, limit: limit), expected, "export with epochs in pages of \(limit)")
        }
    }

    private static func exportDuring(_ subject: ConformanceSubject) async throws {
        let store = try await subject.exportable()
        let (samples, start) = (subject.samples, subject.start)
        let stays = (0..<60).map { samples.session($0) }
        for record in stays { try await subject.create(record, in: store) }
        for number in 100..<160 { try await subject.create(samples.session(number), in: store) }
        var walk: [StoredEntry] = []
        var cursor: ExportCursor?
        for step in 0..<2_000 {
            let page = try await store.export(after: cursor, limit: 3)
            walk += page.entries
            guard let next = page.next else {
                let met = walk.filter { entry in stays.contains { $0.key == entry.key } }
                let expected = Set(stays.map { StoredEntry.session($0.key, .live($0)) })
                return try subject.agree(met, expected, "what nothing changed during the walk")
            }
            cursor = next
            guard step < 60 else { continue }
            _ = try await store.revoke(samples.key(100 + step), reason: .revoked, at: start)
            try await subject.create(samples.session(200 + step), in: store)
        }
        throw subject.failure("walk through an export", expected: "an end", got: "one more page after each")
    }

    private static func exportLimit(_ subject: ConformanceSubject) async throws {
        let store = try await subject.exportable()
        let count = Limits.pageRecords + 20
        for number in 0..<count { try await subject.create(subject.samples.session(number, payload: []), in: store) }
        for limit in [0, -5, 1] {
            let page = try await store.export(after: nil, limit: limit)
            try subject.expect(page.entries.count, oneOf: [0, 1], "entries of a page with the limit \(limit)")
            try subject.expect(page.next == nil, false, "whether the first page of many is the last")
        }
        let page = try await store.export(after: nil, limit: .max)
        try subject.expect(
            page.entries.count <= Limits.pageRecords, true, "whether a page without a limit keeps to the largest")
        try subject.expect(await subject.exported(store).count, count, "entries of a whole export")
    }

    private static func exportCursor(_ subject: ConformanceSubject) async throws {
        let store = try await subject.exportable()
        let record = try await subject.create(subject.samples.session(1), in: store)
        for text in ["", " ", "no page \u{0} named this", "\u{1f469}", "../../x", String(repeating: "x", count: 5_000)]
        {
            try await subject.refused(.invalid, "export after the cursor '\(text.prefix(30))'") {
                _ = try await store.export(after: ExportCursor(text), limit: 10)
            }
        }
        try subject.expect(await store.load(record.key, at: subject.start), .live(record), "load after refused exports")
    }

    /// More than a page may have, most of it as large as may be.
    private static func exportBytes(_ subject: ConformanceSubject) async throws {
        let store = try await subject.exportable()
        var expected: Set<StoredEntry> = []
        for number in 0..<(Limits.pageBytes / Limits.payloadBytes + 3) {
            let size = number.isMultiple(of: 5) ? 1 : Limits.payloadBytes
            let payload = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: size)
            let record = try await subject.create(subject.samples.session(number, payload: payload), in: store)
            expected.insert(.session(record.key, .live(record)))
        }
        var walk: [StoredEntry] = []
        var cursor: ExportCursor?
        repeat {
            let page = try await store.export(after: cursor, limit: Limits.pageRecords)
            let bytes = page.entries.reduce(0) { sum, entry in
                if case .session(_, .live(let record)) = entry { sum + record.payload.count } else { sum }
            }
            try subject.expect(
                bytes <= Limits.pageBytes || page.entries.count == 1, true,
                "whether a page with \(bytes) bytes of payloads keeps to \(Limits.pageBytes)")
            walk += page.entries
            cursor = page.next
        } while cursor != nil && walk.count <= expected.count
        try subject.agree(walk, expected, "export of large payloads")
    }

    private static func exportStaysInside(_ subject: ConformanceSubject) async throws {
        let (store, twin) = (try await subject.exportable(), try await subject.exportableTwin())
        let record = try await subject.create(subject.samples.session(1), in: store)
        try subject.expect(await subject.exported(twin), [], "export from another namespace")
        let other = subject.samples.session(2)
        try await twin.restore([.session(other.key, .live(other))])
        try subject.agree(
            await subject.exported(store), [.session(record.key, .live(record))], "export after the other restored")
        try subject.expect(
            await store.load(other.key, at: subject.start), .absent, "load of what the other namespace restored")
    }
}

extension StoredEntry {
    /// The key of a session, or nothing for an epoch.
    var key: SessionKey? {
        if case .session(let key, _) = self { key } else { nil }
    }
}
