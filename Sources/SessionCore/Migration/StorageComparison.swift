/// Looks whether two stores answer the same, for everything that either of them holds.
public struct StorageComparison: Sendable {
    /// A difference, by what may be shown of it.
    public struct Difference: Sendable, Hashable {
        /// The session, or nothing for an epoch.
        public var handle: SessionHandle?
        /// What is different, in a few words.
        public var what: String
    }

    /// How far a comparison has come.
    public struct Progress: Sendable, Hashable {
        /// Whether it walks through the target by now, and looks for what the source has not.
        public var isBackward = false
        /// How many entries were compared, in both directions.
        public var compared = 0
        /// The part of this walk that is done, from 0 to 1, or nothing while it cannot be told.
        public var share: Double?
    }

    private let source: any Exportable
    private let target: any Exportable

    /// Prepares to compare a store with the one it was copied from.
    public init(_ source: any Exportable, with target: any Exportable) {
        self.source = source
        self.target = target
    }

    /// Walks through the source and tells every difference, then through the target and tells what the source has not.
    ///
    /// - Parameters:
    ///   - now: the instant as of which both are asked.
    ///   - found: called for each difference.
    ///   - report: called after each page; what it throws ends the comparison.
    /// - Returns: how many entries of the source were compared.
    public func run(
        at now: Timestamp, found: (Difference) -> Void, report: (Progress) async throws -> Void = { _ in }
    ) async throws -> Int {
        var progress = Progress()
        try await walk(source, &progress, found, report) { entry in try await difference(entry, at: now) }
        let count = progress.compared
        progress.isBackward = true
        try await walk(target, &progress, found, report) { entry in try await surplus(entry, at: now) }
        return count
    }

    private func walk(
        _ store: any Exportable, _ progress: inout Progress, _ found: (Difference) -> Void,
        _ report: (Progress) async throws -> Void,
        _ compare: @escaping @Sendable (StoredEntry) async throws -> Difference?
    ) async throws {
        var walk = StorageWalk(through: store)
        while let step = try await walk.next() {
            for difference in try await step.entries.gathered(compare) { found(difference) }
            progress.compared += step.entries.count
            progress.share = step.share
            try await report(progress)
            try Task.checkCancellation()
        }
    }

    private func difference(_ entry: StoredEntry, at now: Timestamp) async throws -> Difference? {
        switch entry {
        case .session(let key, let stored):
            let there = try await target.persistently { try await target.load(key, at: now) }
            // What both hold to the byte they answer alike; the epochs, which could end it, are compared for themselves.
            if case .live(let record) = stored, there == .live(record) { return nil }
            let here = try await source.load(key, at: now)
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

    /// What the target holds and the source does not know of.
    private func surplus(_ entry: StoredEntry, at now: Timestamp) async throws -> Difference? {
        switch entry {
        case .session(let key, let stored):
            guard case .absent = try await source.load(key, at: now) else { return nil }
            if case .absent = try await target.load(key, at: now) { return nil }
            return Difference(handle: stored.handle, what: "only in the target")
        case .epoch(let principal, let epoch):
            guard let index = source as? any PrincipalIndex else { return nil }
            let here = try await index.epoch(of: principal)
            return here.map { $0 >= epoch } == true
                ? nil : Difference(handle: nil, what: "an epoch of the target is new or later")
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
