/// A walk through all that a store holds, with one page in memory at a time.
package struct StorageWalk {
    /// One page of the walk.
    package struct Step {
        /// What the page has.
        package var entries: [StoredEntry]
        /// Where the page after it begins, or nothing when this was the last.
        package var next: ExportCursor?
        /// How many entries were looked at on this walk, this page included.
        package var read: Int
        /// The part of this walk that is done, from 0 to 1, or nothing while it cannot be told.
        package var share: Double?
    }

    private let source: any Exportable
    private let total: Int?
    private var cursor: ExportCursor?
    private var isThrough = false
    private var limit = Limits.firstPageRecords
    private var read = 0
    private var estimate = KeyShare()

    /// - Parameters:
    ///   - cursor: where to begin; nothing for the beginning.
    ///   - total: how many entries there are, where an earlier walk has counted them.
    package init(through source: any Exportable, after cursor: ExportCursor? = nil, total: Int? = nil) {
        self.source = source
        self.cursor = cursor
        self.total = total
    }

    /// The next page, or nothing after the last.
    package mutating func next() async throws -> Step? {
        guard !isThrough else { return nil }
        let page = try await source.persistently { try await source.export(after: cursor, limit: limit) }
        limit = StorageWalk.limit(after: page.entries, of: limit)
        read += page.entries.count
        estimate.note(page.entries)
        cursor = page.next
        isThrough = page.next == nil
        let known = total.map { min(1, Double(read) / Double(max($0, 1))) } ?? estimate.share
        return Step(entries: page.entries, next: page.next, read: read, share: isThrough ? 1 : known)
    }

    /// Fewer records where they are large, so that a page stays within ``Limits/copyPageBytes``.
    private static func limit(after entries: [StoredEntry], of limit: Int) -> Int {
        let bytes = entries.reduce(0) { $0 + $1.payloadBytes }
        if bytes > Limits.copyPageBytes { return max(1, limit * Limits.copyPageBytes / bytes) }
        return bytes > Limits.copyPageBytes / 2 ? limit : min(2 * limit, Limits.pageRecords)
    }
}
