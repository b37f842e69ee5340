/// Restores entries that come page by page: some pages at a time, and told of in the order in which they came.
///
/// Where an earlier run has been before, it goes on by itself: it begins by asking the target for each session and writes
/// what is not there as it should be, until a page was mostly missing. From there on it writes without asking, which is
/// right as well, as ``Exportable/restore(_:)`` promises.
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
    private var asking: Timestamp?

    /// - Parameter now: the instant as of which the target is asked; nothing has everything written without asking.
    package init(into target: any Exportable, asking now: Timestamp? = nil) {
        self.target = target
        self.asking = now
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
        var asking = asking
        defer { self.asking = asking }
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
                        let (number, now) = (reported + marks.count, asking)
                        marks.append(page.mark)
                        if page.entries.isEmpty {
                            finished[number] = Outcome()
                        } else {
                            let entries = page.entries
                            group.addTask { (number, try await target.take(entries, asking: now)) }
                        }
                    }
                    while let outcome = finished.removeValue(forKey: reported) {
                        reported += 1
                        if outcome.live > outcome.present { asking = nil }
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
    fileprivate func take(_ entries: [StoredEntry], asking now: Timestamp?) async throws -> StorageRestoring.Outcome {
        var outcome = StorageRestoring.Outcome()
        var missing = entries
        if let now {
            missing = try await differing(entries, at: now)
            outcome.present = entries.count - missing.count
        }
        for part in missing.parts() { try await persistently { try await restore(part) } }
        outcome.live = missing.count { $0.pass == .live }
        outcome.ended = missing.count - outcome.live
        return outcome
    }

    /// Those of the entries that are not there exactly as they are here; what has ended is always among them.
    private func differing(_ entries: [StoredEntry], at now: Timestamp) async throws -> [StoredEntry] {
        try await entries.gathered { entry in
            guard case .session(let key, .live(let record)) = entry else { return entry }
            return try await self.persistently { try await self.load(key, at: now) } == .live(record) ? nil : entry
        }
    }
}
