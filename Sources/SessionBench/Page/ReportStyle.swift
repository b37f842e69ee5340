/// The looks of a report: dark where the reader wants it, light elsewhere and on paper.
enum ReportStyle {
    /// The colours of backends, for light and for dark.
    static let colours = [
        ("#53636d", "#a7b7c1"), ("#0b6f66", "#5cc2b8"), ("#2f62b5", "#7aa8f0"), ("#b0342a", "#f08a7b"),
        ("#7a48b0", "#b794ea"), ("#8f5b00", "#e5b15c"), ("#4d7a1c", "#9ccb62"), ("#a8326f", "#ee8fbc"),
    ]

    /// The style sheet.
    static var sheet: String {
        let light = colours.enumerated().map { "--c\($0): \($1.0);" }.joined(separator: " ")
        let dark = colours.enumerated().map { "--c\($0): \($1.1);" }.joined(separator: " ")
        let classes = colours.indices.map { ".c\($0) { --ink: var(--c\($0)); }" }.joined(separator: "\n")
        return """
            :root { color-scheme: light; --ground: #efece4; --raised: #fbfaf6; --line: #d8d3c6; --text: #1d2a33;
              --muted: #586871; --accent: #0b6f66; --bad: #b0342a; --floor: #8f5b00; \(light) }
            @media screen and (prefers-color-scheme: dark) {
              :root { color-scheme: dark; --ground: #10171c; --raised: #172127; --line: #2b3b45; --text: #dde6eb;
                --muted: #93a6b1; --accent: #5cc2b8; --bad: #f08a7b; --floor: #e5b15c; \(dark) }
            }
            \(classes)
            \(layout)
            \(drawings)
            \(paper)
            """
    }

    private static let layout = """
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--text);
          font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
        main { max-width: 1240px; margin: 0 auto; padding: 32px 24px 64px; display: grid; gap: 40px; }
        section { display: grid; gap: 14px; min-width: 0; }
        h1 { margin: 0; font-size: 30px; line-height: 1.2; letter-spacing: -0.01em; }
        h2 { margin: 0; font-size: 20px; }
        h3 { margin: 0 0 6px; font-size: 14px; }
        h3 small { font-weight: 400; color: var(--muted); }
        p { margin: 0; max-width: 78ch; }
        .muted { color: var(--muted); }
        .eyebrow { color: var(--accent); font-size: 12px; font-weight: 600; letter-spacing: 0.08em;
          text-transform: uppercase; }
        .alarm { padding: 12px 16px; border-left: 4px solid var(--bad); background: var(--raised); }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 215px), 1fr)); margin: 0;
          border: 1px solid var(--line); border-radius: 8px; overflow: hidden; background: var(--raised); }
        .facts div { padding: 10px 14px; min-width: 0; box-shadow: 0 0 0 0.5px var(--line); }
        .facts dt { color: var(--muted); font-size: 12px; }
        .facts dd { margin: 0; overflow-wrap: anywhere; }
        .panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 520px), 1fr)); gap: 16px; }
        .panels.narrow { grid-template-columns: repeat(auto-fill, minmax(min(100%, 360px), 1fr)); }
        figure { margin: 0; padding: 14px 16px; background: var(--raised); border: 1px solid var(--line);
          border-radius: 8px; min-width: 0; overflow-x: auto; }
        .keys { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0; padding: 0; list-style: none; font-size: 13px; }
        .keys li { display: flex; align-items: center; gap: 6px; }
        .keys svg { width: 28px; height: 10px; min-width: 0; }
        .wide { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); }
        table { border-collapse: collapse; width: 100%; font-size: 13px; font-variant-numeric: tabular-nums; }
        th, td { padding: 5px 10px; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
        td.text { white-space: normal; min-width: 220px; }
        th { color: var(--muted); font-size: 12px; font-weight: 600; vertical-align: bottom; }
        td.number, th.number { text-align: right; }
        tbody tr:last-child td { border-bottom: 0; }
        ul.notes { margin: 0; padding-left: 20px; }
        li, dd { overflow-wrap: anywhere; }
        """

    private static let drawings = """
        svg { display: block; width: 100%; height: auto; min-width: 320px; }
        .panels:not(.narrow) svg { min-width: 470px; }
        svg text { fill: var(--text); font-size: 12px; font-variant-numeric: tabular-nums; }
        svg .axis { fill: var(--muted); font-size: 11px; }
        svg .value { font-weight: 600; }
        .grid { stroke: var(--line); stroke-width: 1; }
        .bar { fill: var(--ink); }
        .bar.alone { fill-opacity: 0.45; }
        .spread { stroke: var(--text); stroke-width: 1.2; }
        .floor { stroke: var(--floor); stroke-width: 2.4; }
        .curve { fill: none; stroke: var(--ink); stroke-width: 2; stroke-linejoin: round; }
        .curve.normal { stroke-dasharray: 7 3; }
        .curve.none { stroke-dasharray: 2 3; }
        .dot { fill: var(--ink); }
        """

    private static let paper = """
        @media print {
          @page { size: A4 landscape; margin: 12mm; }
          :root { --ground: #fff; --raised: #fff; }
          body { font-size: 11px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          main { padding: 0; gap: 20px; max-width: none; }
          .panels { grid-template-columns: repeat(2, minmax(0, 1fr)); }
          .panels.narrow { grid-template-columns: repeat(3, minmax(0, 1fr)); }
          svg, .panels:not(.narrow) svg { min-width: 0; }
          figure, tr, .facts div { break-inside: avoid; }
          figure, .wide { overflow: visible; }
          h2, h3 { break-after: avoid; }
          table { font-size: 8px; }
          th, td { padding: 2px 4px; }
          th { font-size: 8px; }
          td.text { min-width: 0; }
        }
        """
}
