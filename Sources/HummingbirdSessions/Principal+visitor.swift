import SessionCore

extension Principal {
    /// Whoever holds a session that nobody signed in to: each its own, known by the session's handle.
    static func visitor(_ session: SessionHandle) -> Principal {
        // A handle has only characters that a principal may have, so the second is never taken.
        Principal("visitor:" + session.text) ?? .workspace(session)
    }
}

extension SessionRecord {
    /// The principal who signed in to the session, or nothing while it is a visitor's.
    var signedIn: Principal? {
        owner == .visitor(handle) ? nil : owner
    }
}
