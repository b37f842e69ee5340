public import SessionCore
import Synchronization

/// The session of one request, lent to its handlers.
///
/// Nothing is written while the handlers run. What they changed is stored once, when they have returned an answer and
/// before it is sent; when they throw, nothing is stored. A session is created only for a request that signs somebody in
/// or leaves a payload that is not empty.
///
/// ## What happens to changes
/// 1. Those of ``update(_:)`` are run again on the newer payload when another request was first.
/// 2. Those of ``replace(with:)`` are stored only if nobody else changed the payload since it was loaded; otherwise the
///    request is answered with 409 and nothing of it is stored.
/// 3. When the session ended meanwhile, the request is answered with 401 and nothing brings the session back.
/// 4. When the store fails, the request is answered with 503.
public final class RequestSession: Sendable {
    private struct State {
        var draft: SessionDraft
        var isOpen: Bool
    }
    private let state: Mutex<State>

    /// A session that is not there: what a context begins with, until ``SessionMiddleware`` puts in the real one.
    public convenience init() {
        self.init(nil, isOpen: false)
    }

    init(_ record: SessionRecord?, isOpen: Bool = true) {
        state = Mutex(State(draft: SessionDraft(record), isOpen: isOpen))
    }

    /// Who signed in, or nothing for a visitor.
    public var principal: Principal? { state.withLock { $0.draft.principal } }

    /// The session as it was loaded: its handle, deadlines and version; nothing when there is none.
    public var record: SessionRecord? { state.withLock { $0.draft.base } }

    /// The bytes as this request sees them, its own changes included; empty when there is no session.
    public var payload: [UInt8] { state.withLock { $0.draft.payload } }

    /// Changes the payload, now and again on a newer one if another request is first.
    ///
    /// - Parameter change: depends on nothing but the bytes it is given. What it throws, this throws.
    /// - Returns: what the change returned in its run here and now.
    /// - Throws: ``SessionFailure`` when the request has ended or has as many changes as are allowed.
    @discardableResult
    public func update<Answer: Sendable>(
        _ change: @escaping @Sendable (inout [UInt8]) throws -> Answer
    ) throws -> Answer {
        while true {
            var (bytes, revision) = try edit { ($0.payload, $0.revision) }
            let answer = try change(&bytes)
            // Another task of this request may have come between; then the change is made on what that one left.
            let isTaken: Bool? = try edit { draft in
                guard draft.revision == revision else { return nil }
                return draft.take(bytes) { _ = try change(&$0) }
            }
            switch isTaken {
            case true?: return answer
            case false?:
                throw SessionFailure(
                    .closed, "one request changes its session \(Limits.changesPerRequest) times at most")
            case nil: continue
            }
        }
    }

    /// Puts other bytes in place of the payload, if nobody else changes it meanwhile.
    public func replace(with payload: [UInt8]) throws(SessionFailure) {
        try edit { $0.replace(payload) }
    }

    /// Signs a principal in: the session moves to a new token, and whoever knew the old one has nothing.
    ///
    /// A visitor's payload is kept. Where somebody else was signed in, that session ends and the new one begins empty.
    public func signIn(as principal: Principal) throws(SessionFailure) {
        try edit { $0.signIn(principal) }
    }

    /// Moves the session to a new token, as is due at every change of privilege. Does nothing when there is none.
    public func renew() throws(SessionFailure) {
        try edit { $0.renew() }
    }

    /// Ends the session and takes its cookie away. Does nothing when there is none.
    public func signOut() throws(SessionFailure) {
        try edit { $0.signOut() }
    }

    /// Takes the draft; every change after this is refused.
    func close() -> SessionDraft {
        state.withLock { state in
            state.isOpen = false
            return state.draft
        }
    }

    private func edit<Answer: Sendable>(
        _ change: (inout SessionDraft) -> Answer
    ) throws(SessionFailure) -> Answer {
        let answer: Answer? = state.withLock { state in state.isOpen ? change(&state.draft) : nil }
        guard let answer else {
            throw SessionFailure(.closed, "the request has ended, or no session middleware is in front of this route")
        }
        return answer
    }
}
