/// Where in a control sequence the stream is, after Paul Williams' parser for DEC terminals.
struct ControlParser: Sendable {
    enum State: UInt8, Sendable {
        case ground, escape, escapeIntermediate, control, controlIntermediate, controlIgnore
        case deviceString, commandString, ignoredString
    }

    var state = State.ground
    var parameters = ControlParameters()
    /// `<`, `=`, `>` or `?`; 0 for none.
    var prefix: UInt8 = 0
    /// The last byte from 0x20 to 0x2F; 0 for none.
    var intermediate: UInt8 = 0
    /// Whether more than one such byte came, which no sequence known here has.
    var hasManyIntermediates = false
    /// What a command or device string holds so far.
    var string: [UInt8] = []
    var isStringTooLong = false
    /// The scalar being put together from UTF-8, and the bytes it still lacks.
    var scalar: UInt32 = 0
    var missing = 0
    /// The bytes of that scalar in all.
    var total = 0
    /// The least second byte and the greatest that are still right, which keeps out overlong forms and surrogates.
    var secondRange: ClosedRange<UInt8> = 0x80...0xBF

    /// Begins a sequence anew.
    mutating func clear() {
        parameters.reset()
        (prefix, intermediate, hasManyIntermediates) = (0, 0, false)
    }

    mutating func collect(_ byte: UInt8) {
        hasManyIntermediates = intermediate != 0
        intermediate = byte
    }

    mutating func beginString(_ state: State) {
        string.removeAll(keepingCapacity: true)
        isStringTooLong = false
        self.state = state
    }

    mutating func put(_ scalar: UInt32, limit: Int) {
        guard let scalar = Unicode.Scalar(scalar), string.count + 4 <= limit else {
            isStringTooLong = true
            return
        }
        string.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
