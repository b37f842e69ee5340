extension ScreenStyle {
    private static let attributeCodes: [(UInt32, String)] = [
        (bold, "1"), (faint, "2"), (italic, "3"), (blink, "5"), (inverse, "7"), (invisible, "8"), (struck, "9"),
        (overlined, "53"),
    ]

    /// The parameters of SGR that lead from one style to another which has at least its attributes.
    static func codes(
        from: ScreenStyle, to: ScreenStyle, _ oldUnderline: UInt32, _ newUnderline: UInt32
    ) -> [String] {
        var codes: [String] = []
        for (attribute, code) in attributeCodes where to.has(attribute) && !from.has(attribute) { codes.append(code) }
        if from.underline != to.underline {
            codes.append(to.underline == 0 ? "24" : to.underline == 1 ? "4" : "4:\(to.underline)")
        }
        if from.foreground != to.foreground { codes.append(color(to.foreground, 30, 90, "38", "39")) }
        if from.background != to.background { codes.append(color(to.background, 40, 100, "48", "49")) }
        if oldUnderline != newUnderline { codes.append(color(newUnderline, 0, 0, "58", "59")) }
        return codes
    }

    private static func color(_ color: UInt32, _ dark: UInt32, _ bright: UInt32, _ any: String, _ none: String)
        -> String
    {
        switch color >> 24 {
        case 0: none
        case 1: color & 0xF < 8 ? "\(dark + (color & 0xF))" : "\(bright + (color & 0xF) - 8)"
        case 2: "\(any);5;\(color & 0xFF)"
        default: "\(any);2;\(color >> 16 & 0xFF);\(color >> 8 & 0xFF);\(color & 0xFF)"
        }
    }
}
