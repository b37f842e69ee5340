/// What still fits into a page of an export, by its bytes: at most ``Limits/pageBytes`` of payloads, or a single entry.
package struct ExportRoom: Sendable {
    private var left = Limits.pageBytes
    private var isUntouched = true

    /// The room of a page without entries.
    package init() {}

    /// Takes an entry into the page; false when the page ends before it.
    package mutating func takes(_ session: StoredSession) -> Bool {
        guard case .live(let record) = session else { return true }
        guard isUntouched || record.payload.count <= left else { return false }
        isUntouched = false
        left -= record.payload.count
        return true
    }
}
