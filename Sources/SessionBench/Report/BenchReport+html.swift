extension BenchReport {
    /// The report as a page for a browser, whole in one file.
    package var html: String { ReportPage(self).html }
}
