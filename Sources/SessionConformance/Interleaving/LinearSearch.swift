import SessionCore

/// Looks for an order of calls, each somewhere between its beginning and its answer, in which a table answers the same.
///
/// The search of Wing and Gong, which remembers which calls it had placed in which state of the table and does not come
/// there twice (Lowe's improvement). It gives up after a number of states: a history without an order that is so
/// large is passed over, never reported.
struct LinearSearch {
    /// What can be placed by itself: a call, or one of the independent steps that a sweep or a list is made of.
    struct Part {
        let called: Int
        let answered: Int
        /// Whether it may be left out.
        let isOptional: Bool
        /// Changes the table, and says whether the answer is the one that was seen.
        let agrees: (inout SessionTable) -> Bool
    }

    /// What came of a search.
    enum Verdict {
        case explained, unexplained, undecided
    }

    private struct Place: Hashable {
        let placed: UInt128
        let entries: SegmentedDictionary<SessionKey, StoredSession>
        let epochs: [Principal: Timestamp]
    }

    /// How many states are looked at; some seconds in the worst case.
    private static let states = 100_000
    /// How many parts a search can hold: one bit of a number each.
    static let parts = 128

    private let parts: [Part]
    private var seen: Set<Place> = []
    private var isExhausted = false

    init(_ parts: [Part]) {
        self.parts = parts
    }

    mutating func run(from table: SessionTable) -> Verdict {
        guard parts.count <= LinearSearch.parts else { return .undecided }
        if explains(0, table, latestCall: -1) { return .explained }
        return isExhausted ? .undecided : .unexplained
    }

    private mutating func explains(_ placed: UInt128, _ table: SessionTable, latestCall: Int) -> Bool {
        let open = parts.indices.filter { placed & (1 << UInt128($0)) == 0 }
        let firstAnswer = open.filter { !parts[$0].isOptional }.map { parts[$0].answered }.min()
        guard let firstAnswer else { return true }
        guard seen.count < LinearSearch.states else {
            isExhausted = true
            return false
        }
        guard seen.insert(Place(placed: placed, entries: table.entries, epochs: table.epochs)).inserted else {
            return false
        }
        for index in open where parts[index].called < firstAnswer && latestCall < parts[index].answered {
            var next = table
            guard parts[index].agrees(&next) else { continue }
            let latest = max(latestCall, parts[index].called)
            if explains(placed | 1 << UInt128(index), next, latestCall: latest) { return true }
        }
        return false
    }
}
