import SessionCore

extension StorageConformance {
    /// An early and a late export of one store, mixed and repeated: the late one holds. Scenario S113.
    static func anyOrder(_ subject: ConformanceSubject) async throws {
        let (store, twin) = (try await subject.exportable(), try await subject.exportableTwin())
        let (samples, start) = (subject.samples, subject.start)
        let model = try await subject.furnish(store)
        let early = try await subject.exported(store)
        for number in stride(from: 0, to: 200, by: 10) {
            _ = try await store.commit([9], for: samples.key(number + 2), expecting: 2, idleDeadline: nil, at: start)
            let rotation = Rotation(to: samples.key(number + 8))
            _ = try await store.rotate(samples.key(number + 3), with: rotation, expecting: 1, at: start)
            if number.isMultiple(of: 20) {
                _ = try await store.revoke(samples.key(number + 8), reason: .loggedOut, at: start)
            }
            _ = try await store.revoke(samples.key(number + 9), reason: .revoked, at: start)
        }
        let late = try await subject.exported(store)
        var generator = subject.generator(13)
        let mixed = (early + late + late + early).shuffled(using: &generator)
        for first in stride(from: 0, to: mixed.count, by: 17) {
            try await twin.restore(Array(mixed[first..<min(mixed.count, first + 17)]))
        }
        let keys = Set(model.entries.keys).union(late.compactMap(\.key))
        for key in keys {
            try subject.expect(
                await twin.load(key, at: start.advanced(by: .seconds(30))),
                await store.load(key, at: start.advanced(by: .seconds(30))), "load after restoring in any order")
        }
    }
}

extension ConformanceSubject {
    /// Restores entries, a page at a time.
    func restore(_ entries: [StoredEntry], into store: any Exportable) async throws {
        for first in stride(from: 0, to: entries.count, by: Limits.pageRecords) {
            try await store.restore(Array(entries[first..<min(entries.count, first + Limits.pageRecords)]))
        }
    }
}
