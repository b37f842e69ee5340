/// How a store is drawn: its colour is that of its backend, its line that of its durability.
struct StoreSeries {
    let backend: String
    let durability: String
    private let place: Int

    /// All stores of a report, in its order.
    static func all(_ report: BenchReport) -> [StoreSeries] {
        var backends: [String] = []
        var series: [StoreSeries] = []
        for figure in report.figures {
            if !backends.contains(figure.backend) { backends.append(figure.backend) }
            guard !series.contains(where: { $0.has(figure) }) else { continue }
            series.append(
                StoreSeries(
                    backend: figure.backend, durability: figure.durability,
                    place: backends.firstIndex(of: figure.backend) ?? 0))
        }
        return series
    }

    private init(backend: String, durability: String, place: Int) {
        self.backend = backend
        self.durability = durability
        self.place = place
    }

    /// The name as it fits beside a drawing.
    var name: String {
        (backend.count > 12 ? backend.prefix(11) + "…" : backend) + " · " + durability
    }

    /// The classes of what is drawn for it.
    var kind: String { "c\(place % ReportStyle.colours.count) \(durability)" }

    func has(_ figure: BenchFigure) -> Bool {
        figure.backend == backend && figure.durability == durability
    }

    /// A sample of its line beside its name.
    var key: String {
        let line = "<svg viewBox=\"0 0 28 10\" aria-hidden=\"true\"><path class=\"curve \(kind)\" d=\"M1 5H27\"/></svg>"
        return Markup.element("li", "", line + Markup.text(name))
    }
}
