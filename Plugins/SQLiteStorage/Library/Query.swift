/// Every statement the store runs on sessions, prepared once for each connection.
enum Query: Int, CaseIterable {
    case begin, read, commit, rollback
    case session, sessionWithoutPayload, holders, list, listWithoutPayload, isListed, due
    case insert, store, commitPayload, touch, authenticate, refile, remove
    case payloadApart, storeApart, removeApart
    case epoch, raiseEpoch, raised, settleEpoch, dueEpochs, postponeEpoch, forgetEpoch, deadOfEpoch
    case exportSessions, exportEpochs
    case lastEvent, appendEvent, events, dropEvents, dropped, setDropped
    case lease, setLease
    case canary, setCanary, removeCanary, removeOtherCanaries

    /// The columns that ``SessionRow`` reads; `?2` is the namespace.
    private static let columns = """
        s.id, s.namespace, s.key, s.handle, s.reason, s.kind, s.owner, s.version, s.created, s.authenticated, s.touched,
        s.idle, s.absolute, s.successor, s.grace, s.checksum, s.payload IS NULL,
        (SELECT instant FROM epochs WHERE epochs.namespace = ?2 AND epochs.owner = s.owner)
        """
    /// The payload, from wherever it lies.
    private static let payload = """
        s.payload, CASE WHEN s.payload IS NULL AND s.reason IS NULL
        THEN (SELECT bytes FROM payloads WHERE payloads.id = s.id) END
        """
    private static let values = """
        INTO sessions(id, namespace, key, handle, reason, due, kind, owner, version, created, authenticated, touched,
        idle, absolute, successor, grace, checksum, payload)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
        """

    /// The text of the statement.
    var sql: String {
        switch self {
        case .begin: "BEGIN IMMEDIATE"
        case .read: "BEGIN"
        case .commit: "COMMIT"
        case .rollback: "ROLLBACK"
        case .session: "SELECT \(Query.columns), \(Query.payload) FROM sessions s WHERE s.id = ?1"
        case .sessionWithoutPayload: "SELECT \(Query.columns) FROM sessions s WHERE s.id = ?1"
        case .holders:
            """
            SELECT \(Query.columns), \(Query.payload) FROM sessions s
            WHERE s.namespace = ?2 AND s.handle = ?1 AND s.reason IS NOT 5
            """
        case .list: listing(Query.columns + ", " + Query.payload)
        case .listWithoutPayload: listing(Query.columns)
        case .isListed:
            "SELECT 1 FROM sessions WHERE namespace = ?1 AND owner = ?2 AND reason IS NULL LIMIT 1"
        case .due:
            """
            SELECT \(Query.columns) FROM sessions s WHERE s.namespace = ?2 AND s.due <= ?1 ORDER BY s.due LIMIT ?3
            """
        case .insert: "INSERT \(Query.values)"
        case .store: "INSERT OR REPLACE \(Query.values)"
        case .commitPayload:
            "UPDATE sessions SET version = ?2, idle = ?3, touched = ?4, checksum = ?5, payload = ?6 WHERE id = ?1"
        case .touch: "UPDATE sessions SET idle = ?2, touched = ?3 WHERE id = ?1"
        case .authenticate: "UPDATE sessions SET authenticated = ?2 WHERE id = ?1"
        case .refile: "UPDATE sessions SET due = ?2 WHERE id = ?1"
        case .remove: "DELETE FROM sessions WHERE id = ?1"
        case .payloadApart: "SELECT bytes FROM payloads WHERE id = ?1"
        case .storeApart: "INSERT OR REPLACE INTO payloads(id, bytes) VALUES(?1, ?2)"
        case .removeApart: "DELETE FROM payloads WHERE id = ?1"
        default: otherSQL
        }
    }

    private func listing(_ columns: String) -> String {
        """
        SELECT \(columns) FROM sessions s
        WHERE s.namespace = ?2 AND s.owner = ?1 AND s.reason IS NULL AND s.handle > ?3 ORDER BY s.handle
        """
    }

    /// What is not about single sessions.
    private var otherSQL: String {
        switch self {
        case .epoch: "SELECT instant FROM epochs WHERE namespace = ?1 AND owner = ?2"
        case .raiseEpoch:
            """
            INSERT INTO epochs(namespace, owner, instant, raised, due) VALUES(?1, ?2, ?3, 1, ?4)
            ON CONFLICT(namespace, owner) DO UPDATE SET instant = max(instant, excluded.instant), raised = 1
            """
        case .raised:
            "SELECT owner, instant FROM epochs INDEXED BY epochs_raised WHERE namespace = ?1 AND raised = 1 LIMIT ?2"
        case .settleEpoch: "UPDATE epochs SET raised = 0 WHERE namespace = ?1 AND owner = ?2"
        case .dueEpochs: "SELECT owner, instant FROM epochs WHERE namespace = ?1 AND due <= ?2 ORDER BY due LIMIT ?3"
        case .postponeEpoch: "UPDATE epochs SET due = ?3 WHERE namespace = ?1 AND owner = ?2"
        case .forgetEpoch: "DELETE FROM epochs WHERE namespace = ?1 AND owner = ?2"
        case .deadOfEpoch:
            """
            SELECT \(Query.columns) FROM sessions s
            WHERE s.namespace = ?2 AND s.owner = ?1 AND s.reason IS NULL AND s.authenticated <= ?3 LIMIT ?4
            """
        case .exportSessions:
            """
            SELECT \(Query.columns), \(Query.payload) FROM sessions s
            WHERE s.namespace = ?2 AND (s.handle, s.id) > (?1, ?3) ORDER BY s.handle, s.id LIMIT ?4
            """
        case .exportEpochs:
            "SELECT owner, instant FROM epochs WHERE namespace = ?1 AND owner > ?2 ORDER BY owner LIMIT ?3"
        case .lastEvent: "SELECT max(id) FROM events WHERE id BETWEEN ?1 AND ?2"
        case .appendEvent: "INSERT INTO events(id, at, handle, kind, owner, change) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"
        case .events:
            "SELECT id, at, handle, kind, owner, change FROM events WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3"
        case .dropEvents: "DELETE FROM events WHERE id BETWEEN ?1 AND ?2"
        case .dropped: "SELECT dropped FROM feeds WHERE namespace = ?1"
        case .setDropped: "INSERT OR REPLACE INTO feeds(namespace, dropped) VALUES(?1, ?2)"
        case .lease: "SELECT holder, token, expires FROM leases WHERE namespace = ?1 AND name = ?2"
        case .setLease:
            "INSERT OR REPLACE INTO leases(namespace, name, holder, token, expires) VALUES(?1, ?2, ?3, ?4, ?5)"
        case .canary: "SELECT nonce FROM canaries WHERE id = ?1"
        case .setCanary: "INSERT INTO canaries(id, nonce) VALUES(?1, ?2)"
        case .removeCanary: "DELETE FROM canaries WHERE id = ?1"
        case .removeOtherCanaries: "DELETE FROM canaries WHERE id < ?1 OR id > ?2"
        default: ""
        }
    }
}
