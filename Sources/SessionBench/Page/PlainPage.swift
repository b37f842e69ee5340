/// A report of one table as a page that needs nothing else.
struct PlainPage {
    let title: String
    /// What is said before the table, a paragraph a line.
    let prose: String
    let titles: [String]
    let rows: [[String]]

    var html: String {
        let cells = rows.map { row in
            row.map { text in
                PageCell(text, isNumber: text == "–" || (text.first.map { $0.isNumber || $0 == "+" } ?? false))
            }
        }
        let paragraphs = prose.split(separator: "\n").map { Markup.element("p", "", Markup.text(String($0))) }
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Mooring bench: \(Markup.text(title))</title>
            <style>
            \(ReportStyle.sheet)
            </style>
            </head>
            <body>
            <main>
            <h1>\(Markup.text(title))</h1>
            <section>\(paragraphs.joined(separator: "\n"))</section>
            <section>\(PageTable(titles: titles, rows: cells, name: "figures").html)</section>
            </main>
            </body>
            </html>

            """
    }
}
