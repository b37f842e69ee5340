extension ControlParser {
    /// Bytes that bring a parser at rest to where this one is, in the midst of a sequence or a character.
    var pending: [UInt8] {
        var bytes: [UInt8] = []
        switch state {
        case .ground: break
        case .escape: bytes = [0x1B]
        case .escapeIntermediate: bytes = [0x1B] + Array(repeating: intermediate, count: hasManyIntermediates ? 2 : 1)
        case .control, .controlIntermediate: bytes = pendingControl
        case .controlIgnore: bytes = Array("\u{1B}[0<".utf8)
        case .commandString where !isStringTooLong: bytes = Array("\u{1B}]".utf8) + string
        case .deviceString where !isStringTooLong: bytes = Array("\u{1B}P".utf8) + string
        // A command that grew too long is not acted on, but it may still end with BEL.
        case .commandString: bytes = Array("\u{1B}]".utf8)
        case .deviceString, .ignoredString: bytes = Array("\u{1B}X".utf8)
        }
        return bytes + pendingScalar
    }

    private var pendingControl: [UInt8] {
        var bytes = Array("\u{1B}[".utf8)
        if prefix != 0 { bytes.append(prefix) }
        for place in 0..<parameters.valueCount where !parameters.isUntouched {
            let isSub = parameters.subMask >> UInt64(place) & 1 == 1
            if place > 0 { bytes.append(isSub ? 0x3A : 0x3B) }
            let value = parameters.value(at: place)
            if value > 0 || value == 0 && isSub { bytes.append(contentsOf: String(value).utf8) }
        }
        if intermediate != 0 { bytes += Array(repeating: intermediate, count: hasManyIntermediates ? 2 : 1) }
        return bytes
    }

    private var pendingScalar: [UInt8] {
        guard missing > 0 else { return [] }
        let followers = total - 1 - missing
        let lead: UInt32 = total == 2 ? 0xC0 : total == 3 ? 0xE0 : 0xF0
        let first = UInt8(truncatingIfNeeded: lead | scalar >> UInt32(6 * followers))
        return [first]
            + (0..<followers).reversed().map { 0x80 | UInt8(truncatingIfNeeded: scalar >> UInt32(6 * $0) & 0x3F) }
    }
}
