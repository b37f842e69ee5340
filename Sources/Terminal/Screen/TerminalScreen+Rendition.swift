extension TerminalScreen {
    /// SGR.
    mutating func setStyle() {
        var place = 0
        repeat {
            let value = parser.parameters.value(at: place)
            let subs = parser.parameters.subMask == 0 ? 0 : parser.parameters.subCount(after: place)
            switch value {
            case 0: resetStyle()
            case 1...29: setAttribute(value, subs > 0 ? parser.parameters.value(at: place + 1) : nil)
            case 30...37: pen.foreground = ScreenStyle.named(UInt32(value - 30))
            case 39: pen.foreground = 0
            case 40...47: pen.background = ScreenStyle.named(UInt32(value - 40))
            case 49: pen.background = 0
            case 90...97: pen.foreground = ScreenStyle.named(UInt32(value - 82))
            case 100...107: pen.background = ScreenStyle.named(UInt32(value - 92))
            case 38, 48, 58:
                place = setColor(value, from: place)
                continue
            case 53: pen.attributes |= ScreenStyle.overlined
            case 55: pen.attributes &= ~ScreenStyle.overlined
            case 59: setUnderlineColor(0)
            default: break
            }
            place += 1 + subs
        } while place < parser.parameters.valueCount
    }

    private mutating func resetStyle() {
        if pen.decoration != 0 { setUnderlineColor(0) }
        pen = ScreenStyle(attributes: pen.attributes & 0xFFFF_0000)
    }

    private mutating func setAttribute(_ value: Int, _ sub: Int?) {
        switch value {
        case 1: pen.attributes |= ScreenStyle.bold
        case 2: pen.attributes |= ScreenStyle.faint
        case 3: pen.attributes |= ScreenStyle.italic
        case 4: pen.underline = 0...5 ~= sub ?? 1 ? UInt32(sub ?? 1) : 1
        case 5: pen.attributes |= ScreenStyle.blink
        case 7: pen.attributes |= ScreenStyle.inverse
        case 8: pen.attributes |= ScreenStyle.invisible
        case 9: pen.attributes |= ScreenStyle.struck
        case 21: pen.underline = 2
        case 22: pen.attributes &= ~(ScreenStyle.bold | ScreenStyle.faint)
        case 23: pen.attributes &= ~ScreenStyle.italic
        case 24: pen.underline = 0
        case 25: pen.attributes &= ~ScreenStyle.blink
        case 27: pen.attributes &= ~ScreenStyle.inverse
        case 28: pen.attributes &= ~ScreenStyle.invisible
        case 29: pen.attributes &= ~ScreenStyle.struck
        default: break
        }
    }

    /// Takes `38;5;n`, `38;2;r;g;b`, `38:5:n` or `38:2:space:r:g:b`; answers the place after it.
    private mutating func setColor(_ target: Int, from start: Int) -> Int {
        let parameters = parser.parameters
        var place = start + 1
        let subs = parameters.subCount(after: start)
        if subs > 0 {
            let values = (place..<place + subs).map { max(parameters.value(at: $0), 0) }
            place += subs
            if values[0] == 5 { assign(ScreenStyle.indexed(UInt32(values.count > 1 ? values[1] & 0xFF : 0)), target) }
            if values[0] == 2 {
                func part(_ index: Int) -> UInt32 { index < values.count ? UInt32(values[index] & 0xFF) : 0 }
                assign(ScreenStyle.direct(part(2), part(3), part(4)), target)
            }
            return place
        }
        func part(_ offset: Int) -> UInt32 { UInt32(max(parameters.value(at: place + offset), 0) & 0xFF) }
        switch parameters.value(at: place) {
        case 5:
            assign(ScreenStyle.indexed(part(1)), target)
            return place + 2
        case 2:
            assign(ScreenStyle.direct(part(1), part(2), part(3)), target)
            return place + 4
        default: return place + 1
        }
    }

    private mutating func assign(_ color: UInt32, _ target: Int) {
        switch target {
        case 38: pen.foreground = color
        case 48: pen.background = color
        default: setUnderlineColor(color)
        }
    }

    private mutating func setUnderlineColor(_ color: UInt32) {
        var decoration = decorations[pen.decoration]
        decoration.underlineColor = color
        decorate(decoration)
    }

    /// Draws with a decoration from here on; with none of it when the table is full of ones in use.
    mutating func decorate(_ decoration: ScreenDecoration) {
        if let number = decorations.number(of: decoration, limit: limits.decorations) {
            pen.decoration = number
            return
        }
        collectDecorations()
        pen.decoration = decorations.number(of: decoration, limit: limits.decorations) ?? 0
    }

    private mutating func collectDecorations() {
        let old = decorations
        var kept = DecorationTable()
        func renumber(_ style: inout ScreenStyle) {
            guard style.decoration != 0 else { return }
            style.decoration = kept.number(of: old[style.decoration], limit: limits.decorations) ?? 0
        }
        for index in buffer.cells.indices { renumber(&buffer.cells[index].style) }
        for index in other.cells.indices { renumber(&other.cells[index].style) }
        renumber(&buffer.saved.style)
        renumber(&other.saved.style)
        decorations = kept
    }
}
