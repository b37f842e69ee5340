/// Copies everything of one store into another: what has ended first, so that nothing revoked is ever live in the copy.
///
/// It holds one page at a time, whatever the stores hold. It may be stopped at any place and gone on with from there, and
/// repeated: what is in the target already stays, as ``Exportable/restore(_:)`` promises.
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
        /// Where to go on after an interruption; nothing when all is done.
        public var place: Place?
        /// How many entries were read on this walk.
        public var read = 0
        /// How many tombstones and epochs were written.
        public var ended = 0
        /// How many sessions were written.
        public var live = 0
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
    /// - Parameter report: called after each page; what it throws ends the copy at that place.
    /// - Returns: what was done.
    @discardableResult
    public func run(
        from place: Place = Place(), report: (Progress) async throws -> Void = { _ in }
    ) async throws -> Progress {
        var progress = Progress(place: place)
        while let place = progress.place {
            let page = try await source.export(after: place.cursor, limit: Limits.pageRecords)
            let entries = page.entries.filter { StorageCopy.pass(of: $0) == place.pass }
            if !entries.isEmpty { try await target.restore(entries) }
            progress.read += page.entries.count
            switch place.pass {
            case .ended: progress.ended += entries.count
            case .live: progress.live += entries.count
            }
            progress.place = StorageCopy.following(place, page.next)
            try await report(progress)
            if page.next == nil { progress.read = 0 }
            try Task.checkCancellation()
        }
        return progress
    }

    private static func following(_ place: Place, _ cursor: ExportCursor?) -> Place? {
        if cursor != nil { return Place(pass: place.pass, cursor: cursor) }
        return place.pass == .ended ? Place(pass: .live) : nil
    }

    private static func pass(of entry: StoredEntry) -> Pass {
        if case .session(_, .live) = entry { .live } else { .ended }
    }
}
