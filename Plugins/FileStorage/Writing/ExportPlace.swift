import SessionCore

/// Where a walk through everything stored has come to: through the epochs first, then through the keys in order.
enum ExportPlace {
    case epochs(EpochOwner?)
    case sessions(SessionKey?)

    /// Reads a cursor, or throws `invalid` for a text that no page has named.
    init(_ cursor: ExportCursor) throws(StorageError) {
        let parts = cursor.text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, cursor.text.utf8.count <= Limits.cursorBytes else { throw ExportPlace.unknown }
        let name = String(parts[1])
        switch parts[0] {
        case "epochs":
            guard let principal = Principal(name) else { throw ExportPlace.unknown }
            self = .epochs(EpochOwner(principal: principal))
        case "sessions" where name.isEmpty: self = .sessions(nil)
        case "sessions":
            guard let key = SessionKey(hexadecimal: name) else { throw ExportPlace.unknown }
            self = .sessions(key)
        default: throw ExportPlace.unknown
        }
    }

    private static let unknown = StorageError(
        .invalid, "the export cannot go on from there: no page of this store named that place. Begin anew")

    private var cursor: ExportCursor {
        switch self {
        case .epochs(let owner): ExportCursor("epochs " + (owner?.principal.text ?? ""))
        case .sessions(let key): ExportCursor("sessions " + (key?.hexadecimal ?? ""))
        }
    }

    func page(of board: Board, limit: Int) -> ExportPage {
        switch self {
        case .epochs(let owner):
            let part = board.epochs(after: owner, limit: limit)
            let entries = part.entries.map { StoredEntry.epoch($0, $1) }
            guard part.owners.count == limit, let last = part.owners.last else {
                var page = ExportPlace.sessions(nil).page(of: board, limit: max(1, limit - entries.count))
                // No page is larger than was asked for: what is left over begins the next one.
                if entries.count + page.entries.count > limit {
                    page = ExportPage(entries: [], next: ExportPlace.sessions(nil).cursor)
                }
                return ExportPage(entries: entries + page.entries, next: page.next)
            }
            return ExportPage(entries: entries, next: ExportPlace.epochs(last).cursor)
        case .sessions(let key):
            let found = board.entries(after: key, limit: limit)
            var room = ExportRoom()
            let part = found.prefix { room.takes($0.stored) }
            let isLast = part.count < limit && part.count == found.count
            return ExportPage(
                entries: part.map { .session($0.key, $0.stored) },
                next: isLast ? nil : part.last.map { ExportPlace.sessions($0.key).cursor })
        }
    }
}
