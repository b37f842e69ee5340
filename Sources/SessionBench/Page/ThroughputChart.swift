/// Calls in a second of one operation: a bar for every store and number of callers, its spread, and its floor.
struct ThroughputChart {
    private static let width = 560.0
    private static let row = 19.0
    private static let top = 8.0
    private static let left = 150.0
    private static let right = 492.0

    private let figures: [BenchFigure]
    private let floors: [String: Double]
    private let series: [StoreSeries]

    /// - Parameter figures: those of one operation and one number of sessions.
    init(_ figures: [BenchFigure], _ report: BenchReport) {
        self.figures = figures
        series = StoreSeries.all(report)
        floors = Dictionary(
            report.floors.compactMap { floor in floor.perSecond.map { (floor.name, $0) } }, uniquingKeysWith: { $1 })
    }

    var svg: String {
        let operation = figures.first?.operation.rawValue ?? ""
        let height = ThroughputChart.top + Double(figures.count) * ThroughputChart.row + 26
        var drawing = Drawing(width: ThroughputChart.width, height: height, name: "Calls a second of \(operation)")
        let values = figures.flatMap { figure in
            // A bar has a length also where it is the smallest.
            figure.runs.flatMap { [$0.perSecond, $0.perSecond / 1.3] } + [floor(of: figure)].compactMap { $0 }
        }
        let scale = LogScale(values, from: ThroughputChart.left, to: ThroughputChart.right)
        let bottom = height - 22
        for tick in scale.ticks() {
            let x = scale.place(tick)
            drawing.line("grid", x, ThroughputChart.top - 2, x, bottom)
            drawing.text(BenchNumber.short(tick), x: x, y: height - 7, anchor: "middle", "axis")
        }
        var before = ""
        for (index, figure) in figures.enumerated() {
            let y = ThroughputChart.top + Double(index) * ThroughputChart.row
            let name = series.first { $0.has(figure) }?.name ?? figure.backend
            if name != before { drawing.text(name, x: 0, y: y + 13, "label") }
            before = name
            drawing.text("\(figure.concurrency)", x: ThroughputChart.left - 8, y: y + 13, anchor: "end", "axis")
            draw(figure, at: y, scale, on: &drawing)
        }
        return drawing.svg
    }

    private func draw(_ figure: BenchFigure, at y: Double, _ scale: LogScale, on drawing: inout Drawing) {
        let kind = series.first { $0.has(figure) }?.kind ?? ""
        let speed = figure.median.perSecond
        let speeds = figure.runs.map(\.perSecond)
        let (slowest, fastest) = (speeds.min() ?? speed, speeds.max() ?? speed)
        let end = scale.place(speed)
        let callers = BenchNumber.callers(figure.concurrency)
        drawing.box(
            "bar \(kind)\(figure.concurrency == 1 ? " alone" : "")", x: ThroughputChart.left, y: y + 3,
            width: end - ThroughputChart.left, height: 13, data: " data-value=\"\(speed)\"",
            about: "\(figure.backend), \(figure.durability), \(callers): \(BenchNumber.text(speed)) calls a second, "
                + "from \(BenchNumber.text(slowest)) to \(BenchNumber.text(fastest))")
        let (low, high) = (scale.place(slowest), scale.place(fastest))
        drawing.line("spread", low, y + 9.5, high, y + 9.5)
        for x in [low, high] { drawing.line("spread", x, y + 6, x, y + 13) }
        var labelled = high
        if let floor = floor(of: figure) {
            let x = scale.place(floor)
            drawing.line(
                "floor", x, y + 0.5, x, y + 18.5,
                about: "floor: \(figure.floor ?? ""), \(BenchNumber.text(floor)) a second")
            if abs(x - high) < 44 { labelled = max(labelled, x) }
        }
        drawing.text(BenchNumber.short(speed), x: labelled + 6, y: y + 13.5, "value")
    }

    private func floor(of figure: BenchFigure) -> Double? {
        figure.floor.flatMap { floors[$0] }
    }
}
