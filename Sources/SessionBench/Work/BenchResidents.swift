import SessionCore

/// The sessions that stay in a store while it is measured, and those that come and go.
struct BenchResidents: Sendable {
    /// By number; each is reached by every caller for reading, and by one caller for writing.
    var sessions: [BenchSession] = []
    /// Sessions that `create` made and `revoke` may end.
    var stock: [BenchSession] = []
    /// Groups of sessions that `revoke-all` ends, each in a call.
    var groupsToEnd: [BenchGroup] = []
    /// Sessions that a sweep finds expired.
    var due: [BenchSession] = []
    /// The number of the next session that comes and goes: far from those that stay.
    var nextNumber: UInt64 = 1 << 40

    /// The numbers of the sessions in the list of a group.
    func members(of group: Int) -> Range<Int> {
        let first = group * Limits.sessionsPerPrincipal
        return first..<min(first + Limits.sessionsPerPrincipal, sessions.count)
    }

    /// How many principals share the sessions that stay.
    var groups: Int {
        (sessions.count + Limits.sessionsPerPrincipal - 1) / Limits.sessionsPerPrincipal
    }
}
