import Synchronization

/// Which windows are on which sessions, in this process.
///
/// Many windows on one session is the point of the whole; the table only says so and tells when the last one leaves.
final class AttachmentTable: Sendable {
    private let edges = Mutex<[SessionHandle: [String: Attachment]]>([:])

    /// Adds an edge, or changes the one there is; `false` when the session has as many as ``Limits`` allow.
    func attach(_ attachment: Attachment) -> Bool {
        edges.withLock { edges in
            let present = edges[attachment.session, default: [:]]
            guard present[attachment.window] != nil || present.count < Limits.attachmentsPerSession else {
                return false
            }
            edges[attachment.session, default: [:]][attachment.window] = attachment
            return true
        }
    }

    /// Removes an edge; nothing when there was none, else whether it was the last of its session.
    func detach(window: String, from session: SessionHandle) -> Bool? {
        edges.withLock { edges in
            guard edges[session]?.removeValue(forKey: window) != nil else { return nil }
            guard edges[session]?.isEmpty == true else { return false }
            edges[session] = nil
            return true
        }
    }

    /// How many edges there are.
    var count: Int { edges.withLock { $0.values.reduce(0) { $0 + $1.count } } }

    /// The edges of a session that count at an instant, in the order in which the windows came.
    func attachments(of session: SessionHandle, at now: Timestamp) -> [Attachment] {
        edges.withLock { $0[session]?.values.filter { $0.expires > now } ?? [] }
            .sorted { ($0.since, $0.window) < ($1.since, $1.window) }
    }
}
