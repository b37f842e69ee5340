import SessionCore
import Testing

@testable import FileStorage

@Suite struct FileStorageExportTests {
    private func all(_ store: FileStorage, limit: Int) async throws -> [StoredEntry] {
        var entries: [StoredEntry] = []
        var cursor: ExportCursor?
        repeat {
            let page = try await store.export(after: cursor, limit: limit)
            #expect(page.entries.count <= limit)
            entries += page.entries
            cursor = page.next
        } while cursor != nil
        return entries
    }

    private func filled(_ folder: TemporaryFolder) async throws -> FileStorage {
        let store = try await Sample.open(folder)
        for number in 0..<1_200 {
            var record = Sample.session(number)
            record.owner = try #require(Principal("user:issuer|\(number % 7)"))
            _ = try await store.create(record)
        }
        for number in 0..<100 { _ = try await store.revoke(Sample.key(number), reason: .loggedOut, at: Sample.start) }
        for number in 0..<300 {
            try await store.raiseEpoch(
                of: #require(Principal("user:other|\(number)")), to: Sample.start.advanced(by: .seconds(number)))
        }
        return store
    }

    @Test(arguments: [1, 7, 300, 500])
    func walkMeetsEverythingOnceAndAnotherStoreAnswersTheSame(_ limit: Int) async throws {
        let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
        let store = try await filled(folder)
        let entries = try await all(store, limit: limit)
        #expect(entries.count == 1_500)
        #expect(Set(entries).count == 1_500)
        let copy = try await Sample.open(other)
        for start in stride(from: 0, to: entries.count, by: 500) {
            try await copy.restore(Array(entries[start..<min(start + 500, entries.count)]))
        }
        #expect(try await copy.events(after: .start, limit: 10).events.isEmpty)
        try await copy.close()
        let again = try await Sample.open(other)
        #expect(Set(try await all(again, limit: 500)) == Set(entries))
        try await again.close()
        try await store.close()
    }

    @Test func walkGoesOnWhileWhatItMetIsRemoved() async throws {
        let folder = try TemporaryFolder()
        let store = try await filled(folder)
        let page = try await store.export(after: nil, limit: 450)
        let end = Sample.start.advanced(by: .seconds(366 * 86_400))
        while try await store.sweep(limit: 1_000, at: end) > 0 {}
        while try await store.sweep(limit: 1_000, at: end.advanced(by: .seconds(366 * 86_400))) > 0 {}
        let rest = try await store.export(after: page.next, limit: 500)
        #expect(rest.entries.isEmpty)
        #expect(rest.next == nil)
        try await store.close()
    }

    @Test(arguments: ["", "sessions", "sessions zz", "epochs ", "epochs nobody", "other x", "../x", "sessions 00"])
    func foreignCursorIsRefused(_ text: String) async throws {
        let store = try await Sample.open(TemporaryFolder())
        await #expect { try await store.export(after: ExportCursor(text), limit: 10) } throws: {
            ($0 as? StorageError)?.code == .invalid
        }
        try await store.close()
    }

    @Test func moreThanAPageOrTooLargeIsRefusedAndChangesNothing() async throws {
        let store = try await Sample.open(TemporaryFolder())
        let session = StoredEntry.session(Sample.key(1), .live(Sample.session(1)))
        await #expect { try await store.restore(Array(repeating: session, count: 501)) } throws: {
            ($0 as? StorageError)?.code == .invalid
        }
        let payload = [UInt8](repeating: 0, count: SessionCore.Limits.storedPayloadBytes + 1)
        let large = StoredEntry.session(Sample.key(2), .live(Sample.session(2, payload: payload)))
        await #expect { try await store.restore([session, large]) } throws: {
            ($0 as? StorageError)?.code == .tooLarge
        }
        #expect(try await store.payload(1) == nil)
        try await store.close()
    }

    /// Many frames, one group: a loss of power leaves all of a restoration or nothing.
    @Test func restorationIsWholeOrNotThere() async throws {
        let folder = try TemporaryFolder()
        let store = try await Sample.open(folder)
        _ = try await store.create(Sample.session(1_000))
        try await store.restore(
            (0..<20).map {
                .session(Sample.key($0), .live(Sample.session($0, payload: Array(repeating: 1, count: 9_000))))
            })
        try await store.close()
        var bytes = try folder.contents("default/0000000001.log")
        let groups = SegmentFixture.groupEnds(of: bytes)
        try #require(groups.count == 3)
        bytes.removeSubrange(groups[1]...)
        for place in groups[0] + 40_000..<groups[0] + 44_096 { bytes[place] = 0 }
        try folder.write(bytes, to: "default/0000000001.log")
        let again = try await Sample.open(folder)
        #expect(again.recovery.sessions == 1)
        #expect(again.recovery.isClean)
        try await again.close()
    }
}
