/// A table of the page; on a narrow screen it is moved sideways by itself.
struct PageTable {
    let titles: [String]
    let rows: [[PageCell]]
    /// The name by which it is found.
    let name: String

    var html: String {
        let heads = titles.enumerated().map { column, title in
            let isNumber = rows.contains { $0[column].isNumber }
            return Markup.element("th", isNumber ? "class=\"number\"" : "", Markup.text(title))
        }
        let lines = rows.map { "<tr>\($0.map(\.html).joined())</tr>" }
        return """
            <div class="wide"><table id="\(name)"><thead><tr>\(heads.joined())</tr></thead>
            <tbody>\(lines.joined(separator: "\n"))</tbody></table></div>
            """
    }
}
