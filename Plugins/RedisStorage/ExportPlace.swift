import SessionCore

/// Where a page of an export begins, as its cursor says it: `s:` and a key, or `e:` and a generation.
enum ExportPlace: Sendable, Hashable {
    case sessions(after: SessionKey?)
    case epochs(after: UInt64?)

    /// Throws `invalid` for a text that no page named.
    init(_ cursor: ExportCursor?) throws(StorageError) {
        guard let text = cursor?.text else {
            self = .sessions(after: nil)
            return
        }
        if text.hasPrefix("s:"), let key = SessionKey(hexadecimal: String(text.dropFirst(2))) {
            self = .sessions(after: key)
        } else if text == "e:" {
            self = .epochs(after: nil)
        } else if text.hasPrefix("e:"), let number = UInt64(text.dropFirst(2)), "e:\(number)" == text {
            self = .epochs(after: number)
        } else {
            throw StorageError(.invalid, "a cursor that no export from Redis named")
        }
    }

    var cursor: ExportCursor {
        switch self {
        case .sessions(let key): ExportCursor("s:" + (key?.hexadecimal ?? ""))
        case .epochs(let number): ExportCursor("e:" + (number.map(String.init) ?? ""))
        }
    }
}
