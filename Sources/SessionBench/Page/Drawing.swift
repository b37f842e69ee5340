import Foundation

/// A drawing in SVG whose colours come from the page's classes.
struct Drawing {
    let width: Double
    let height: Double
    /// What it shows, for those who do not see it.
    let name: String
    private var parts: [String] = []

    init(width: Double, height: Double, name: String) {
        self.width = width
        self.height = height
        self.name = name
    }

    /// The element, for the inside of a page.
    var svg: String {
        """
        <svg viewBox="0 0 \(Drawing.number(width)) \(Drawing.number(height))" role="img" \
        aria-label="\(Markup.text(name))">\(parts.joined(separator: "\n"))</svg>
        """
    }

    mutating func line(_ kind: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, about: String = "") {
        let ends = "x1=\"\(Drawing.number(x1))\" y1=\"\(Drawing.number(y1))\" x2=\"\(Drawing.number(x2))\" "
        add("line", kind, ends + "y2=\"\(Drawing.number(y2))\"", about)
    }

    mutating func box(
        _ kind: String, x: Double, y: Double, width: Double, height: Double, data: String = "", about: String = ""
    ) {
        let place = "x=\"\(Drawing.number(x))\" y=\"\(Drawing.number(y))\" width=\"\(Drawing.number(width))\" "
        add("rect", kind, place + "height=\"\(Drawing.number(height))\" rx=\"1.5\"" + data, about)
    }

    mutating func path(_ kind: String, _ points: [(x: Double, y: Double)], about: String = "") {
        let steps = points.enumerated().map { index, point in
            "\(index == 0 ? "M" : "L")\(Drawing.number(point.x)) \(Drawing.number(point.y))"
        }
        add("path", kind, "d=\"\(steps.joined())\"", about)
    }

    mutating func dot(_ kind: String, x: Double, y: Double, about: String = "") {
        add("circle", kind, "cx=\"\(Drawing.number(x))\" cy=\"\(Drawing.number(y))\" r=\"3\"", about)
    }

    /// - Parameter anchor: `start`, `middle` or `end`: which part of the text is at the place.
    mutating func text(_ text: String, x: Double, y: Double, anchor: String = "start", _ kind: String = "") {
        let place = "x=\"\(Drawing.number(x))\" y=\"\(Drawing.number(y))\" text-anchor=\"\(anchor)\""
        parts.append(Markup.element("text", "class=\"\(kind)\" " + place, Markup.text(text)))
    }

    private mutating func add(_ name: String, _ kind: String, _ attributes: String, _ about: String) {
        let title = about.isEmpty ? "" : Markup.element("title", "", Markup.text(about))
        parts.append(Markup.element(name, "class=\"\(kind)\" " + attributes, title))
    }

    /// A number without more digits than a screen shows.
    private static func number(_ value: Double) -> String {
        String(format: "%g", (value * 10).rounded() / 10)
    }
}
