/// A store that can list and end the sessions of a principal.
///
/// ## What a backend with this ability promises
/// 1. A live session is in the list of its owner as soon as ``SessionStorage/create(_:)`` has returned, and in no other.
/// 2. A rotation that names another owner moves it from one list to the other in the same step.
/// 3. Pages are ordered by handle; a session that is live throughout a walk through the pages is met exactly once.
/// 4. Ended and expired sessions are in no list, and after a sweep they take no room in the index.
/// 5. ``revokeSessions(of:except:reason:at:)`` ends every live session of the principal but the excepted one, returns how
///    many, and raises the not-before epoch to `now`, so that a creation still under way is dead as well.
/// 6. A session authenticated at or before the epoch of its owner is gone as revoked for every verb, without a list. A
///    creation or a rotation that would make such a session answers `.gone(.revoked)` and changes nothing.
/// 7. An epoch only ever rises. It is kept for as long as the principal has a session, and for
///    ``Limits/tombstoneRetention`` at the least.
public protocol PrincipalIndex: SessionStorage {
    /// One page of the live sessions of a principal. Promises 1 to 4.
    ///
    /// - Parameters:
    ///   - cursor: the last handle of the page before, or nothing for the first page.
    ///   - limit: how many at the most; clamped to 1 … ``Limits/pageRecords``.
    func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage

    /// Ends all sessions of a principal but one. Promises 5 and 6.
    ///
    /// The excepted session stays: it counts as authenticated a millisecond after the new epoch, or later where it did
    /// before. A key within its grace excepts the session it leads to.
    ///
    /// A store may take more than one step: then the epoch rises with the first, a session whose step has not come is gone
    /// as revoked, and what is created meanwhile stays. An error between the steps is `unknown`; the same call again ends
    /// what is left.
    func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int

    /// Refuses everything of a principal that was authenticated at or before an instant. Promises 6 and 7.
    func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError)

    /// The not-before epoch of a principal, or nothing when none was ever raised.
    func epoch(of principal: Principal) async throws(StorageError) -> Timestamp?
}

/// Part of the list of a principal's sessions.
public struct SessionPage: Sendable, Hashable {
    /// The sessions of this page, ordered by handle.
    public var records: [SessionRecord]
    /// Where the next page begins, or nothing when this is the last.
    public var next: SessionHandle?

    /// Sessions of this page's part of the list that are stored and cannot be read; each is in no other field. A store
    /// that knows of none leaves it empty.
    public var unreadable: [UnreadableSession]

    /// Makes a page.
    public init(records: [SessionRecord], next: SessionHandle?, unreadable: [UnreadableSession] = []) {
        self.records = records
        self.next = next
        self.unreadable = unreadable
    }
}

/// A session that is in a list and whose record cannot be read: neither absent nor empty.
public struct UnreadableSession: Sendable, Hashable {
    /// The public name of the session.
    public var handle: SessionHandle
    /// What the session is for.
    public var kind: SessionKind
    /// What a load of it throws.
    public var error: StorageError

    /// Describes a session that cannot be read.
    public init(handle: SessionHandle, kind: SessionKind, error: StorageError) {
        self.handle = handle
        self.kind = kind
        self.error = error
    }
}
