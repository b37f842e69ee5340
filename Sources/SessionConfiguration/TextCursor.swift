/// A place that moves through a text.
struct TextCursor {
    private let scalars: [Unicode.Scalar]
    private var offset = 0
    private(set) var position = TextPosition(line: 1, column: 1)

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    var isAtEnd: Bool { offset >= scalars.count }

    /// The character before this place.
    var previous: Unicode.Scalar? { offset > 0 ? scalars[offset - 1] : nil }

    var isAtLineEnd: Bool { isLineEnd(0) }

    /// Whether nothing of meaning follows on this line.
    ///
    /// Ask it only where a node or a line may begin: elsewhere a `#` belongs to a text.
    var isAtContentEnd: Bool { isAtLineEnd || peek() == "#" }

    func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        offset + ahead < scalars.count ? scalars[offset + ahead] : nil
    }

    func isLineEnd(_ ahead: Int) -> Bool {
        switch peek(ahead) {
        case nil, "\n", "\r": true
        default: false
        }
    }

    func isBlankOrLineEnd(_ ahead: Int) -> Bool {
        peek(ahead) == " " || peek(ahead) == "\t" || isLineEnd(ahead)
    }

    func starts(with word: String) -> Bool {
        word.unicodeScalars.enumerated().allSatisfy { peek($0.offset) == $0.element }
    }

    mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where offset < scalars.count {
            if scalars[offset] == "\n" {
                position = TextPosition(line: position.line + 1, column: 1)
            } else {
                position.column += 1
            }
            offset += 1
        }
    }

    /// Moves to the beginning of the next line.
    mutating func skipLine() {
        while let scalar = peek() {
            advance()
            if scalar == "\n" { return }
        }
    }
}
