/// The text of a configuration file: UTF-8 of bounded length, without characters that no editor shows.
struct ConfigurationText {
    /// The characters, without a byte order mark.
    let scalars: [Unicode.Scalar]

    init(_ bytes: some Collection<UInt8>) throws(TextRefusal) {
        guard bytes.count <= Limits.fileBytes else {
            throw TextRefusal(
                TextPosition(line: 1, column: 1),
                "the file has more than \(Limits.fileBytes / 1024) KiB; a configuration is shorter")
        }
        scalars = try ConfigurationText.decode(bytes)
    }

    /// The text as the parser takes it.
    var string: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func decode(_ bytes: some Collection<UInt8>) throws(TextRefusal) -> [Unicode.Scalar] {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(bytes.count)
        var position = TextPosition(line: 1, column: 1)
        var iterator = bytes.makeIterator()
        var decoder = UTF8()
        var isFirst = true
        var previous: Unicode.Scalar?
        while true {
            let scalar: Unicode.Scalar
            switch decoder.decode(&iterator) {
            case .emptyInput:
                if previous == "\r" { throw refusal("\r", position) }
                return scalars
            case .error: throw TextRefusal(position, "this is not UTF-8")
            case .scalarValue(let value): scalar = value
            }
            defer { isFirst = false }
            if isFirst && scalar == "\u{FEFF}" { continue }
            if previous == "\r" && scalar != "\n" { throw refusal("\r", position) }
            guard isAllowed(scalar) else { throw refusal(scalar, position) }
            previous = scalar
            scalars.append(scalar)
            if scalar == "\n" {
                position = TextPosition(line: position.line + 1, column: 1)
            } else if scalar != "\r" {
                position.column += 1
            }
        }
    }

    private static func refusal(_ scalar: Unicode.Scalar, _ position: TextPosition) -> TextRefusal {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let name = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return TextRefusal(position, "the character U+\(name) cannot be seen and has no meaning here")
    }

    /// Line breaks other than `\n` and `\r\n` are left out too: what counts as a line must not depend on the reader.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E: true
        case 0x2028, 0x2029, 0xFEFF: false
        case 0xA0...0xFFFD, 0x10000...: true
        default: false
        }
    }
}
