extension TerminalScreen {
    /// Takes what was printed next; a sequence or character may be cut anywhere between two calls.
    package mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if parser.state == .ground, parser.missing == 0, byte >= 0x20, byte < 0x7F {
                var end = index + 1
                while end < bytes.count, bytes[end] >= 0x20, bytes[end] < 0x7F { end += 1 }
                printASCII(UnsafeBufferPointer(rebasing: bytes[index..<end]))
                index = end
            } else if parser.missing > 0 || byte >= 0x80 {
                index += decode(byte)
            } else if parser.state == .control {
                index = feedControl(bytes, from: index)
            } else if byte == 0x1B, parser.state == .ground, index + 1 < bytes.count, bytes[index + 1] == 0x5B {
                parser.clear()
                parser.state = .control
                index += 2
            } else {
                step(UInt32(byte))
                index += 1
            }
        }
    }

    /// The numbers of a control sequence without the state machine, and the byte after them with it.
    private mutating func feedControl(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte >= 0x30, byte <= 0x39 {
                parser.parameters.digit(byte)
            } else if byte == 0x3B {
                parser.parameters.next()
            } else if byte < 0x80 {
                step(UInt32(byte))
                return index + 1
            } else {
                return index
            }
            index += 1
        }
        return index
    }

    package mutating func feed(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { feed($0) }
    }

    /// Takes a byte of UTF-8; answers 0 when the byte ends a broken character and has to be looked at again.
    private mutating func decode(_ byte: UInt8) -> Int {
        guard parser.missing > 0 else {
            begin(byte)
            return 1
        }
        guard parser.secondRange ~= byte else {
            parser.missing = 0
            return 0
        }
        parser.secondRange = 0x80...0xBF
        parser.scalar = parser.scalar << 6 | UInt32(byte & 0x3F)
        parser.missing -= 1
        // A byte order mark is no character.
        if parser.missing == 0, parser.scalar != 0xFEFF { step(parser.scalar) }
        return 1
    }

    private mutating func begin(_ byte: UInt8) {
        switch byte {
        case 0xC2...0xDF: expect(1, UInt32(byte & 0x1F), 0x80...0xBF)
        case 0xE0: expect(2, 0, 0xA0...0xBF)
        case 0xED: expect(2, 0xD, 0x80...0x9F)
        case 0xE1...0xEF: expect(2, UInt32(byte & 0xF), 0x80...0xBF)
        case 0xF0: expect(3, 0, 0x90...0xBF)
        case 0xF1...0xF3: expect(3, UInt32(byte & 7), 0x80...0xBF)
        case 0xF4: expect(3, 4, 0x80...0x8F)
        default: break
        }
    }

    private mutating func expect(_ missing: Int, _ scalar: UInt32, _ second: ClosedRange<UInt8>) {
        (parser.missing, parser.scalar, parser.secondRange) = (missing, scalar, second)
        parser.total = missing + 1
    }

    /// One scalar through the state machine.
    private mutating func step(_ scalar: UInt32) {
        if scalar == 0x18 || scalar == 0x1A || scalar == 0x99 || scalar == 0x9A { return cancel() }
        if scalar == 0x1B {
            finishString()
            parser.clear()
            parser.state = .escape
            return
        }
        if 0x80..<0xA0 ~= scalar { return stepUpperControl(scalar) }
        switch parser.state {
        case .ground:
            if scalar < 0x20 { execute(scalar) } else if scalar != 0x7F { printScalar(scalar) }
        case .escape, .escapeIntermediate: stepEscape(scalar)
        case .control, .controlIntermediate, .controlIgnore: stepControl(scalar)
        case .commandString:
            if scalar == 0x07 {
                finishString()
            } else if scalar >= 0x20 {
                parser.put(scalar, limit: limits.stringBytes)
            }
        case .deviceString: parser.put(scalar, limit: limits.stringBytes)
        case .ignoredString: break
        }
    }

    private mutating func cancel() {
        parser.string.removeAll(keepingCapacity: true)
        parser.state = .ground
        joinWidth = 0
    }

    private mutating func stepUpperControl(_ scalar: UInt32) {
        switch scalar {
        case 0x90: enterString(.deviceString)
        case 0x98, 0x9E, 0x9F: enterString(.ignoredString)
        case 0x9B:
            parser.clear()
            parser.state = .control
        case 0x9C: finishString()
        case 0x9D: enterString(.commandString)
        default:
            parser.state = .ground
            execute(scalar)
        }
    }

    private mutating func enterString(_ state: ControlParser.State) {
        parser.clear()
        parser.beginString(state)
    }

    private mutating func stepEscape(_ scalar: UInt32) {
        guard scalar < 0x7F else {
            if scalar >= 0xA0 { parser.state = .ground }
            return
        }
        let byte = UInt8(scalar)
        switch (byte, parser.state) {
        case (..<0x20, _): execute(scalar)
        case (0x20..<0x30, _):
            parser.collect(byte)
            parser.state = .escapeIntermediate
        case (0x5B, .escape):
            parser.clear()
            parser.state = .control
        case (0x5D, .escape): enterString(.commandString)
        case (0x50, .escape): enterString(.deviceString)
        case (0x58, .escape), (0x5E, .escape), (0x5F, .escape): enterString(.ignoredString)
        default:
            parser.state = .ground
            escape(byte)
            joinWidth = 0
        }
    }

    private mutating func stepControl(_ scalar: UInt32) {
        guard scalar < 0x7F else {
            if scalar >= 0xA0, parser.state != .controlIgnore { parser.state = .ground }
            return
        }
        let byte = UInt8(scalar)
        switch (byte, parser.state) {
        case (..<0x20, _): execute(scalar)
        case (0x40..., .controlIgnore): parser.state = .ground
        case (_, .controlIgnore): break
        case (0x40..., _):
            parser.state = .ground
            control(byte)
            joinWidth = 0
        case (0x20..<0x30, _):
            parser.collect(byte)
            parser.state = .controlIntermediate
        case (_, .controlIntermediate): parser.state = .controlIgnore
        case (0x3A, _): parser.parameters.nextSub()
        case (0x3B, _): parser.parameters.next()
        case (0x30..<0x3A, _): parser.parameters.digit(byte)
        default:
            let isFirst = parser.prefix == 0 && parser.parameters.isUntouched
            if isFirst { parser.prefix = byte } else { parser.state = .controlIgnore }
        }
    }
}
