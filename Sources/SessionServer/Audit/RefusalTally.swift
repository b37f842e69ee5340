import SessionCore

/// Which of a window's refused frames are written down: the first of a kind at once, and then, as long as more of them
/// come, how many there were, at most once in ``Limits/refusalsEvery``.
///
/// So a held key fills no disk, and no refusal goes uncounted.
struct RefusalTally {
    private struct Kind {
        var writtenAt: Timestamp
        var unwritten = 0
    }

    private var kinds: [String: Kind] = [:]

    /// How many refusals of a kind to write down now, this one among them; 0 to wait. Kinds come from the program, not
    /// from the peer, so there are few.
    mutating func refused(_ kind: String, at now: Timestamp) -> Int {
        guard var known = kinds[kind] else {
            kinds[kind] = Kind(writtenAt: now)
            return 1
        }
        known.unwritten += 1
        let isDue = now.since(known.writtenAt) >= Limits.refusalsEvery
        let count = isDue ? known.unwritten : 0
        if isDue { known = Kind(writtenAt: now) }
        kinds[kind] = known
        return count
    }

    /// What was counted and not written, by kind; it is written now.
    mutating func takeRest() -> [(kind: String, count: Int)] {
        defer { kinds = [:] }
        return kinds.filter { $0.value.unwritten > 0 }.map { ($0.key, $0.value.unwritten) }.sorted { $0.0 < $1.0 }
    }
}
