/// Restores entries that come page by page: some pages at a time, and told of in the order in which they came.
///
/// Where an earlier run has been before, it goes on by itself: it begins by asking the target for the sessions of a page
/// and writes what is not there as it should be, until a page was mostly missing. From there on it writes without asking,
/// which is right as well, as ``Exportable/restore(_:)`` promises.
package struct StorageRestoring {
    /// What became of the entries of a page.
    package struct Outcome: Sendable, Hashable {
        /// Tombstones and epochs that were written.
        package var ended = 0
        /// Sessions that were written.
        package var live = 0
        /// Sessions that were in the target already, the same in everything.
        package var present = 0

        package init() {}
    }

    private let target: any Exportable
    private var isAsking: Bool

    /// - Parameter isAsking: whether the target is asked at first, or everything is written without asking.
    package init(into target: any Exportable, isAsking: Bool = false) {
        self.target = target
        self.isAsking = isAsking
    }

    /// Restores pages until there are no more.
    ///
    /// What `next` or `report` throws ends it once the pages under way are written.
    ///
    /// - Parameters:
    ///   - next: the next page and what its report is to be told; called by one after the other.
    ///   - report: called for each page that is in the target, as all pages before it are.
    package mutating func run<Mark>(
        _ next: () async throws -> (entries: [StoredEntry], mark: Mark)?,
        report: (Mark, Outcome) async throws -> Void
    ) async throws {
        let target = target
        var isAsking = isAsking
        defer { self.isAsking = isAsking }
        try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
            var marks: [Mark] = []
            var finished: [Int: Outcome] = [:]
            var (reported, isThrough) = (0, false)
            do {
                while !isThrough || !marks.isEmpty {
                    while !isThrough, marks.count < Limits.copyPages {
                        guard let page = try await next() else {
                            isThrough = true
                            break
                        }
                        let (number, isAsked) = (reported + marks.count, isAsking)
                        marks.append(page.mark)
                        if page.entries.isEmpty {
                            finished[number] = Outcome()
                        } else {
                            let entries = page.entries
                            group.addTask { (number, try await target.take(entries, isAsking: isAsked)) }
                        }
                    }
                    while let outcome = finished.removeValue(forKey: reported) {
                        reported += 1
                        if outcome.live > outcome.present { isAsking = false }
                        try await report(marks.removeFirst(), outcome)
                    }
                    guard !marks.isEmpty, let (number, outcome) = try await group.next() else { continue }
                    finished[number] = outcome
                }
            } catch {
                // What is under way is written to its end: a write that is cut off is one whose end nobody knows.
                while await group.nextResult() != nil {}
                throw error
            }
        }
    }
}

extension Exportable {
    fileprivate func take(_ entries: [StoredEntry], isAsking: Bool) async throws -> StorageRestoring.Outcome {
        var outcome = StorageRestoring.Outcome()
        var missing = entries
        if isAsking {
            missing = try await differing(entries)
            outcome.present = entries.count - missing.count
        }
        for part in missing.parts() { try await persistently { try await restore(part) } }
        outcome.live = missing.count { $0.pass == .live }
        outcome.ended = missing.count - outcome.live
        return outcome
    }

    /// Those of the entries that are not there exactly as they are here; what has ended is always among them.
    ///
    /// What is stored counts and not what a load answers: of a session that is due and was not swept, that is another.
    private func differing(_ entries: [StoredEntry]) async throws -> [StoredEntry] {
        let keys = entries.filter { $0.pass == .live }.compactMap(\.key)
        guard !keys.isEmpty else { return entries }
        let present = Set(try await persistently { try await self.entries(of: keys) })
        return entries.filter { $0.pass == .ended || !present.contains($0) }
    }
}
