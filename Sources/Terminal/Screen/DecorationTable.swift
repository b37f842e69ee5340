/// The links and underline colours in use, each once; number 0 is none.
struct DecorationTable: Sendable {
    private var entries = [ScreenDecoration()]
    private var numbers: [ScreenDecoration: Int] = [:]

    subscript(number: Int) -> ScreenDecoration { number < entries.count ? entries[number] : entries[0] }

    var count: Int { entries.count - 1 }

    /// The decoration's number; nil when it is new and the table has `limit`.
    mutating func number(of decoration: ScreenDecoration, limit: Int) -> Int? {
        if decoration.isNone { return 0 }
        if let known = numbers[decoration] { return known }
        guard count < limit else { return nil }
        entries.append(decoration)
        numbers[decoration] = entries.count - 1
        return entries.count - 1
    }
}
