import SessionCore

/// Exportable promise 5: what is stored under given keys.
extension StorageConformance {
    static let entries = [
        StorageConformance("entriesAreThoseOfAnExport", .export(5), needs: export, run: entriesAsExported),
        StorageConformance("entriesOfTooManyKeysAreRefused", .export(5), needs: export, run: entriesLimit),
    ]

    private static func entriesAsExported(_ subject: ConformanceSubject) async throws {
        let store = try await subject.exportable()
        try subject.expect(await store.entries(of: []), [], "entries of no keys")
        let model = try await subject.furnish(store)
        let keys = model.entries.keys.sorted().reversed() + [subject.samples.key(987_654)]
        for first in stride(from: 0, to: keys.count, by: 40) {
            let part = Array(keys[first..<min(keys.count, first + 40)])
            let expected = part.compactMap { key in model.entries[key].map { StoredEntry.session(key, $0) } }
            try subject.expect(await store.entries(of: part), expected, "entries of \(part.count) keys, in their order")
        }
    }

    private static func entriesLimit(_ subject: ConformanceSubject) async throws {
        let store = try await subject.exportable()
        let record = try await subject.create(subject.samples.session(1), in: store)
        let keys = [record.key] + (2...Limits.pageRecords + 1).map { subject.samples.key($0) }
        try await subject.refused(.invalid, "entries of one key more than a page has") {
            _ = try await store.entries(of: keys)
        }
        let entries = try await store.entries(of: Array(keys.dropLast()))
        try subject.expect(entries, [.session(record.key, .live(record))], "entries of as many keys as a page has")
    }
}
