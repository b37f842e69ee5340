/// A place in the order in which a table is exported: sessions by key, then epochs by principal.
enum ExportPlace: Comparable {
    case session(SessionKey)
    case epoch(Principal)

    /// Reads a cursor that ``cursor`` wrote; throws `invalid` for any other.
    init(cursor: ExportCursor) throws(StorageError) {
        let name = String(cursor.text.dropFirst(2))
        if cursor.text.hasPrefix("s:"), let key = SessionKey(hexadecimal: name) {
            self = .session(key)
        } else if cursor.text.hasPrefix("e:"), let principal = Principal(name) {
            self = .epoch(principal)
        } else {
            throw StorageError(.invalid, "this is no cursor of an export; begin without one")
        }
    }

    var cursor: ExportCursor {
        switch self {
        case .session(let key): ExportCursor("s:" + key.hexadecimal)
        case .epoch(let principal): ExportCursor("e:" + principal.text)
        }
    }

    static func < (lhs: ExportPlace, rhs: ExportPlace) -> Bool {
        switch (lhs, rhs) {
        case (.session(let one), .session(let other)): one < other
        case (.session, .epoch): true
        case (.epoch, .session): false
        case (.epoch(let one), .epoch(let other)): one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
        }
    }
}
