/// A cell of a table of the page.
struct PageCell {
    /// What is not known, or does not apply.
    static let nothing = PageCell("–", isNumber: true)

    let text: String
    /// The number that the text stands for, unrounded.
    let value: Double?
    let isNumber: Bool
    /// Whether its lines may be broken.
    let isProse: Bool

    init(_ text: String, value: Double? = nil, isNumber: Bool? = nil, isProse: Bool = false) {
        self.text = text
        self.value = value
        self.isNumber = isNumber ?? (value != nil)
        self.isProse = isProse
    }

    var html: String {
        let kind = isNumber ? "class=\"number\"" : isProse ? "class=\"text\"" : ""
        let data = value.map { " data-value=\"\($0)\"" } ?? ""
        return Markup.element("td", kind + data, Markup.text(text))
    }
}
