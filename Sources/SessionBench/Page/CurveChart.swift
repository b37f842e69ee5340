/// Lines of some stores in one frame, the values on a scale of powers of ten.
struct CurveChart {
    /// A line, by places from 0 to 1 along the frame.
    struct Curve {
        let series: StoreSeries
        let points: [(place: Double, value: Double, about: String)]
    }

    private static let width = 420.0
    private static let height = 250.0
    private static let left = 54.0
    private static let right = 406.0
    private static let top = 10.0
    private static let bottom = 218.0

    let name: String
    let curves: [Curve]
    /// The names below the frame, by place.
    let ticks: [(place: Double, name: String)]
    /// What a value is called.
    let unit: (Double) -> String
    var hasDots = false

    var svg: String {
        var drawing = Drawing(width: CurveChart.width, height: CurveChart.height, name: name)
        let scale = LogScale(
            curves.flatMap { $0.points.map(\.value) }, from: CurveChart.bottom, to: CurveChart.top)
        for tick in scale.ticks() {
            let y = scale.place(tick)
            drawing.line("grid", CurveChart.left, y, CurveChart.right, y)
            drawing.text(unit(tick), x: CurveChart.left - 6, y: y + 4, anchor: "end", "axis")
        }
        for tick in ticks {
            let x = place(tick.place)
            drawing.line("grid", x, CurveChart.top, x, CurveChart.bottom)
            let anchor = tick.place > 0.97 ? "end" : tick.place < 0.03 ? "start" : "middle"
            drawing.text(
                tick.name, x: x + (anchor == "end" ? 10 : anchor == "start" ? -6 : 0), y: CurveChart.bottom + 18,
                anchor: anchor, "axis")
        }
        for curve in curves {
            let points = curve.points.map { (x: place($0.place), y: scale.place($0.value)) }
            drawing.path("curve \(curve.series.kind)", points, about: curve.series.name)
            guard hasDots else { continue }
            for (point, known) in zip(points, curve.points) {
                drawing.dot("dot \(curve.series.kind)", x: point.x, y: point.y, about: known.about)
            }
        }
        return drawing.svg
    }

    private func place(_ share: Double) -> Double {
        CurveChart.left + (CurveChart.right - CurveChart.left) * share
    }
}
