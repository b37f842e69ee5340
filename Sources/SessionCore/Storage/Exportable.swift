/// A store whose whole content can be read, and written into another.
///
/// ## What a backend with this ability promises
/// 1. A walk through the pages meets everything that is stored and that nothing changes meanwhile exactly once: sessions,
///    also those that are due, tombstones with their graces, epochs. It changes nothing, and its order is the backend's.
/// 2. ``restore(_:)`` writes entries so that the store answers of them as the one they came from; versions and instants
///    are taken as they are, and no event is told of what is new here.
/// 3. ``restore(_:)`` undoes nothing: a tombstone gives way to nothing, a live session to a tombstone or a higher version
///    of itself, an epoch to a later one; of equal versions the later deadlines and instants stay. So entries may come in
///    any order and any number of times.
/// 4. Of two sessions with one handle the higher version stays, and the key of the other is superseded without a grace.
/// 5. ``entries(of:)`` answers what an export would have of these keys now, without following rotations.
/// 6. A page has payloads of at most ``Limits/pageBytes`` together, or a single entry; it may so have fewer entries than
///    asked for, and is not the last for that.
public protocol Exportable: SessionStorage {
    /// One page of everything in the namespace. Promises 1 and 6.
    ///
    /// - Parameters:
    ///   - cursor: what the page before named as next, or nothing for the first page.
    ///   - limit: how many entries at the most; clamped to 1 … ``Limits/pageRecords``.
    /// - Throws: `invalid` for a cursor that no page of this backend named.
    func export(after cursor: ExportCursor?, limit: Int) async throws(StorageError) -> ExportPage

    /// Writes entries of another store, all of them or none. Promises 2 to 4.
    ///
    /// - Parameter entries: at most ``Limits/pageRecords``; more are refused with `invalid`.
    func restore(_ entries: [StoredEntry]) async throws(StorageError)

    /// What is stored under keys, in their order; a key that nothing is stored under is left out. Promise 5.
    ///
    /// - Parameter keys: at most ``Limits/pageRecords``; more are refused with `invalid`.
    func entries(of keys: [SessionKey]) async throws(StorageError) -> [StoredEntry]
}

/// One thing that a store holds.
public enum StoredEntry: Sendable, Hashable {
    /// A session, or what remains of one, under its key.
    case session(SessionKey, StoredSession)
    /// The not-before epoch of a principal.
    case epoch(Principal, Timestamp)
}

/// Where a page of an export ends: a text of the backend's own, safe to write down and to come back with later.
public struct ExportCursor: Sendable, Hashable {
    /// The text; it never holds a token.
    public let text: String

    /// Takes a cursor as text.
    public init(_ text: String) {
        self.text = text
    }
}

/// Part of what a store holds.
public struct ExportPage: Sendable, Hashable {
    /// The entries of this page.
    public var entries: [StoredEntry]
    /// Where the next page begins, or nothing when this is the last.
    public var next: ExportCursor?

    /// Makes a page.
    public init(entries: [StoredEntry], next: ExportCursor?) {
        self.entries = entries
        self.next = next
    }
}
