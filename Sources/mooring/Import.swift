import SessionArchive
import SessionCore

/// One taking in of a file, told on the terminal.
struct Import {
    let archive: ArchiveFile
    let interruption: Interruption
    private let line = StatusLine.standardError

    init(archive: ArchiveFile, interruption: Interruption) {
        self.archive = archive
        self.interruption = interruption
    }

    /// Reads the file to its end, and throws what is wrong with it.
    @discardableResult
    func check() throws -> ArchiveCount {
        var (entries, text) = (try archive.read(), ProgressText())
        defer { line.clear() }
        while try entries.next() != nil {
            guard entries.count.entries.isMultiple(of: SessionCore.Limits.pageRecords) else { continue }
            line.show(text("checking", "\(entries.count.entries) checked", share: share(entries)))
            try interruption.check("ended at \(entries.count.entries) checked: nothing was written")
        }
        return entries.count
    }

    /// Writes what the file has into a store.
    func run(into target: any Exportable) async throws {
        let began = ContinuousClock.now
        var (entries, text, done) = (try archive.read(), ProgressText(), StorageRestoring.Outcome())
        var restoring = StorageRestoring(into: target, isAsking: true)
        var first = try entries.next()
        defer { line.clear() }
        for pass in StorageCopy.Pass.allCases {
            // All that has ended is in the store before the first session is written.
            try await restoring.run { () -> (entries: [StoredEntry], mark: Double?)? in
                let page = try Import.page(of: pass, &first, &entries)
                return page.isEmpty ? nil : (page, share(entries))
            } report: { share, outcome in
                done.ended += outcome.ended
                done.live += outcome.live
                done.present += outcome.present
                let count = done.ended + done.live + done.present
                line.show(text("importing", "\(count) done", share: share))
                try interruption.check("ended at \(count) in the store: run it again to go on with the rest")
            }
        }
        line.clear()
        let seconds = max(began.duration(to: .now) / .seconds(1), 0.001)
        let rate = Int(Double(done.ended + done.live + done.present) / seconds)
        let before = done.present > 0 ? " \(done.present) sessions were there already." : ""
        print("Imported \(done.live) sessions and \(done.ended) tombstones and epochs, \(rate) a second.\(before)")
    }

    /// The next entries of a kind, as many as are in memory at a time; none when others follow.
    private static func page(
        of pass: StorageCopy.Pass, _ first: inout StoredEntry?, _ entries: inout ArchiveEntries
    ) throws -> [StoredEntry] {
        var (page, bytes): ([StoredEntry], Int) = ([], 0)
        while let entry = first, entry.pass == pass, page.count < SessionCore.Limits.pageRecords,
            bytes < SessionCore.Limits.copyPageBytes
        {
            page.append(entry)
            bytes += entry.payloadBytes
            first = try entries.next()
        }
        return page
    }

    private func share(_ entries: ArchiveEntries) -> Double? {
        archive.bytes.map { min(1, Double(entries.bytes) / Double(max($0, 1))) }
    }
}
