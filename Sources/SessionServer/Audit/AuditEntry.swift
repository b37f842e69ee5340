package import SessionCore

/// One line of the audit log: who did what, on which session, from where, and what came of it.
///
/// Principals, handles and connection ids are public names. There is no field for a token, a header or a keystroke.
package struct AuditEntry: Sendable, Hashable {
    package var act: AuditAct
    /// On whose behalf, or nothing when that is not known.
    package var who: Principal?
    /// The public handle of what it was done to.
    package var on: String?
    /// The numeric address it came from, or nothing where there is none.
    package var from: String?
    /// The public id of the connection of a window.
    package var window: String?
    /// `done`, or the code of the refusal: a word of ``HallError/Code`` or of the door that refused.
    package var outcome: String
    /// What else matters, by name: a role, a duration, how often.
    package var detail: [String: String]

    package init(
        _ act: AuditAct, who: Principal? = nil, on: String? = nil, from: String? = nil, window: String? = nil,
        outcome: String = AuditEntry.done, detail: [String: String] = [:]
    ) {
        self.act = act
        self.who = who
        self.on = on
        self.from = from
        self.window = window
        self.outcome = outcome
        self.detail = detail
    }

    /// The outcome of what was done.
    package static let done = "done"

    /// The entry as one line of JSON with a line feed, each text cut to ``Limits/auditTextBytes``.
    func line(at instant: Timestamp) -> [UInt8] {
        func cut(_ text: String) -> String {
            text.utf8.count <= Limits.auditTextBytes ? text : String(text.prefix(Limits.auditTextBytes / 4))
        }
        let shape = Shape(
            time: instant.iso8601, act: act, outcome: cut(outcome), who: who.map { cut($0.text) }, on: on.map(cut),
            from: from.map(cut), window: window.map(cut), detail: detail.isEmpty ? nil : detail.mapValues(cut))
        // Texts always encode.
        return ((try? JSONCoding.bytes(of: shape)) ?? Array("{}".utf8)) + [UInt8(ascii: "\n")]
    }

    private struct Shape: Encodable {
        let time: String
        let act: AuditAct
        let outcome: String
        let who: String?
        let on: String?
        let from: String?
        let window: String?
        let detail: [String: String]?
    }
}
