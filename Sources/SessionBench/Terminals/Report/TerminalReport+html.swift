extension TerminalReport {
    /// The report as a page for a browser, whole in one file.
    package var html: String {
        let rows = figures.map { figure in
            TerminalReport.cells(of: figure).map { text in
                PageCell(text, isNumber: text == "–" || (text.first.map { $0.isNumber || $0 == "+" } ?? false))
            }
        }
        let table = PageTable(titles: TerminalReport.titles, rows: rows, name: "figures").html
        let lines = (heading.split(separator: "\n") + closing.split(separator: "\n")).dropFirst()
        let prose = lines.map { Markup.element("p", "", Markup.text(String($0))) }.joined(separator: "\n")
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Mooring terminals bench, \(Markup.text(startedAt))</title>
            <style>
            \(ReportStyle.sheet)
            </style>
            </head>
            <body>
            <main>
            <h1>Terminals, \(Markup.text(startedAt))</h1>
            <section>\(prose)</section>
            <section>\(table)</section>
            </main>
            </body>
            </html>

            """
    }
}
