/// Copies everything of one store into another: what has ended first, so that nothing revoked is ever live in the copy.
///
/// A few pages are in memory at a time, whatever the stores hold. It may be stopped at any place and gone on with from
/// there, and repeated: what is in the target already stays, as ``Exportable/restore(_:)`` promises.
public struct StorageCopy: Sendable {
    /// What is copied on a walk through the source.
    public enum Pass: String, Sendable, Hashable, CaseIterable {
        /// Tombstones and epochs.
        case ended
        /// Sessions.
        case live
    }

    /// How far a copy has come; everything before it is in the target.
    public struct Place: Sendable, Hashable {
        /// The walk.
        public var pass: Pass
        /// Where the next page of it begins; nothing for the first.
        public var cursor: ExportCursor?

        /// Names a place; without arguments the beginning.
        public init(pass: Pass = .ended, cursor: ExportCursor? = nil) {
            self.pass = pass
            self.cursor = cursor
        }
    }

    /// What has been done so far.
    public struct Progress: Sendable, Hashable {
        /// Which walk the page was part of that is told of.
        public var pass = Pass.ended
        /// Where to go on after an interruption; nothing when all is done.
        public var place: Place?
        /// How many entries were read on this walk.
        public var read = 0
        /// The part of this walk that is done, from 0 to 1, or nothing while it cannot be told.
        public var share: Double?
        /// How many tombstones and epochs were written.
        public var ended = 0
        /// How many sessions were written.
        public var live = 0
        /// How many sessions were in the target already and were left as they are.
        public var present = 0
    }

    private let source: any Exportable
    private let target: any Exportable

    /// Prepares to copy from one store into another.
    public init(from source: any Exportable, into target: any Exportable) {
        self.source = source
        self.target = target
    }

    /// Copies, from a place on, and tells of each page that is in the target.
    ///
    /// - Parameters:
    ///   - place: where to begin. What the source changed before it since is not seen.
    ///   - isAsking: whether the target is asked for what an earlier run wrote: sessions that it has are not written
    ///     again, until a page is mostly missing. So a copy that begins anew soon is where it was.
    ///   - report: called after each page; what it throws ends the copy at that place.
    /// - Returns: what was done.
    @discardableResult
    public func run(
        from place: Place = Place(), isAsking: Bool = false, report: (Progress) async throws -> Void = { _ in }
    ) async throws -> Progress {
        var progress = Progress(place: place)
        var restoring = StorageRestoring(into: target, isAsking: isAsking)
        var total: Int?
        for pass in Pass.allCases where pass == .live || place.pass == .ended {
            var walk = StorageWalk(through: source, after: pass == place.pass ? place.cursor : nil, total: total)
            // All that has ended is in the target before the first session is written.
            try await restoring.run { () -> (entries: [StoredEntry], mark: StorageWalk.Step)? in
                guard let step = try await walk.next() else { return nil }
                return (step.entries.filter { $0.pass == pass }, step)
            } report: { step, outcome in
                progress.pass = pass
                progress.place = StorageCopy.following(pass, step.next)
                (progress.read, progress.share) = (step.read, step.share)
                progress.ended += outcome.ended
                progress.live += outcome.live
                progress.present += outcome.present
                try await report(progress)
                try Task.checkCancellation()
            }
            if place == Place() { total = progress.read }
        }
        return progress
    }

    private static func following(_ pass: Pass, _ cursor: ExportCursor?) -> Place? {
        if cursor != nil { return Place(pass: pass, cursor: cursor) }
        return pass == .ended ? Place(pass: .live) : nil
    }
}
