/// Looks whether a store answers as another one does, for everything the other holds.
public struct StorageComparison: Sendable {
    /// A difference, by what may be shown of it.
    public struct Difference: Sendable, Hashable {
        /// The session, or nothing for an epoch.
        public var handle: SessionHandle?
        /// What is different, in a few words.
        public var what: String
    }

    private let source: any Exportable
    private let target: any Exportable

    /// Prepares to compare a store with the one it was copied from.
    public init(_ source: any Exportable, with target: any Exportable) {
        self.source = source
        self.target = target
    }

    /// Walks through the source and tells every difference.
    ///
    /// - Parameters:
    ///   - now: the instant as of which both are asked.
    ///   - found: called for each difference.
    ///   - report: called after each page with the number of entries compared so far.
    /// - Returns: how many entries were compared.
    public func run(
        at now: Timestamp, found: (Difference) -> Void, report: (Int) async throws -> Void = { _ in }
    ) async throws -> Int {
        var cursor: ExportCursor?
        var count = 0
        repeat {
            let page = try await source.export(after: cursor, limit: Limits.pageRecords)
            for entry in page.entries {
                if let difference = try await difference(entry, at: now) { found(difference) }
            }
            count += page.entries.count
            cursor = page.next
            try await report(count)
            try Task.checkCancellation()
        } while cursor != nil
        return count
    }

    private func difference(_ entry: StoredEntry, at now: Timestamp) async throws -> Difference? {
        switch entry {
        case .session(let key, let stored):
            let (here, there) = (try await source.load(key, at: now), try await target.load(key, at: now))
            guard here != there else { return nil }
            return Difference(handle: stored.handle, what: StorageComparison.words(here, there))
        case .epoch(let principal, let epoch):
            guard let index = target as? any PrincipalIndex else {
                return Difference(handle: nil, what: "the target keeps no epochs")
            }
            let there = try await index.epoch(of: principal)
            return there.map { $0 >= epoch } == true ? nil : Difference(handle: nil, what: "an epoch is not there")
        }
    }

    private static func words(_ here: LoadOutcome, _ there: LoadOutcome) -> String {
        switch (here, there) {
        case (.live(let here), .live(let there)) where here.version != there.version:
            "version \(here.version) became \(there.version)"
        case (.live, .live): "another deadline, owner or payload"
        default: "\(word(here)) became \(word(there))"
        }
    }

    private static func word(_ outcome: LoadOutcome) -> String {
        switch outcome {
        case .live: "live"
        case .gone(let reason): "gone (\(reason.rawValue))"
        case .absent: "absent"
        }
    }
}
