extension TerminalReport {
    /// The report as a page for a browser, whole in one file.
    package var html: String {
        PlainPage(
            title: "Terminals, \(startedAt)", prose: heading + "\n" + closing, titles: TerminalReport.titles,
            rows: figures.map(TerminalReport.cells)
        ).html
    }
}
