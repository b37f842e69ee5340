/// A store that gives out leases: the right to be the only one to do a thing, for a while.
///
/// Whoever acts under a lease shows its token to what it acts on, which refuses a token lower than one it has seen. That,
/// and not the clock, is what keeps a holder out that was asleep while its lease ran out.
///
/// ## What a backend with this ability promises
/// 1. At any instant at most one lease of a name is held: it is while it was not released and `expires > now`.
/// 2. Every grant has a higher token than every grant of that name before it, whatever was released, expired, swept or
///    restarted between.
/// 3. ``renewLease(_:for:at:)`` and ``releaseLease(_:at:)`` answer nothing and change nothing unless the lease is held
///    under that very token. A renewal keeps the token and never moves the end back.
/// 4. A holder that asks again for what it holds gets a new grant, and its earlier token counts no more.
/// 5. Leases of one namespace are not seen from another.
public protocol LeaseKeeper: SessionStorage {
    /// Takes the lease of a name, if nobody else holds it. Promises 1, 2, 4.
    ///
    /// - Parameter duration: more than zero, at most ``Limits/leaseDuration``; anything else is refused with `invalid`.
    func acquireLease(
        _ name: LeaseName, holder: String, for duration: Duration, at now: Timestamp
    ) async throws(StorageError) -> LeaseOutcome

    /// Prolongs a lease, or answers nothing when it is no longer held. Promise 3.
    func renewLease(_ lease: Lease, for duration: Duration, at now: Timestamp) async throws(StorageError) -> Lease?

    /// Gives a lease back before its end, and says whether it was held. Promise 3.
    func releaseLease(_ lease: Lease, at now: Timestamp) async throws(StorageError) -> Bool
}

/// What a lease is for: one to 64 characters of `a-z`, `0-9`, `-` and `_`.
public struct LeaseName: Sendable, Hashable, CustomStringConvertible {
    /// The name.
    public let text: String

    /// Takes a name as text, or nothing when it is empty, too long or has another character.
    public init?(_ text: String) {
        guard (1...Limits.nameBytes).contains(text.utf8.count), text.utf8.allSatisfy(NameAlphabet.contains) else {
            return nil
        }
        self.text = text
    }

    /// The name.
    public var description: String { text }
}

/// A lease as it was granted.
public struct Lease: Sendable, Hashable {
    /// What it is for.
    public var name: LeaseName
    /// Who holds it: at most ``Limits/nameBytes`` bytes, for people.
    public var holder: String
    /// The fencing token: higher than that of every grant before.
    public var token: UInt64
    /// The first instant at which it is no longer held.
    public var expires: Timestamp

    /// Describes a lease.
    public init(name: LeaseName, holder: String, token: UInt64, expires: Timestamp) {
        self.name = name
        self.holder = holder
        self.token = token
        self.expires = expires
    }
}

/// What became of ``LeaseKeeper/acquireLease(_:holder:for:at:)``.
public enum LeaseOutcome: Sendable, Hashable {
    /// The caller holds it.
    case granted(Lease)
    /// Another holds it, until this instant unless it is prolonged.
    case held(until: Timestamp)
}
