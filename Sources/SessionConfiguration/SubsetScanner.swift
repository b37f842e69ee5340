/// Finds what YAML-lite leaves out of YAML, with its exact place, before a YAML parser sees the text.
///
/// What it lets through is a narrow language: mappings, lists and texts that end on the line where they begin, one
/// document. It runs first because the parser resolves anchors silently, tells a duplicate key at the wrong place, and
/// can be made to work without end. It does not judge indentation; the parser does.
struct SubsetScanner {
    /// A mapping or a list in block form, known by the column of its keys or dashes.
    private struct Block {
        let column: Int
        let isMapping: Bool
        var keys: [String: TextPosition] = [:]
    }

    /// What a node turned out to be.
    enum Token {
        /// A text, without its quotes; escapes are as written.
        case text(String)
        /// A list or mapping in flow form.
        case collection
    }

    var cursor: TextCursor
    private(set) var refusals: [TextRefusal] = []
    /// Whether reading on would only find what follows from an earlier mistake.
    private(set) var hasStopped = false
    private var blocks: [Block] = []
    private var mayStartDocument = true

    /// The depth of what is open in block form.
    var depth: Int { blocks.count }

    /// All refusals of a text, first to last; none means it is YAML-lite or has an error that the parser finds.
    static func refusals(in text: ConfigurationText) -> [TextRefusal] {
        var scanner = SubsetScanner(cursor: TextCursor(text.scalars))
        while !scanner.cursor.isAtEnd && !scanner.hasStopped {
            scanner.scanLine()
        }
        return scanner.refusals
    }

    private init(cursor: TextCursor) {
        self.cursor = cursor
    }

    mutating func refuse(_ what: String, at position: TextPosition? = nil) {
        refusals.append(TextRefusal(position ?? cursor.position, what))
        if refusals.count >= Limits.problems { hasStopped = true }
    }

    /// Refuses, and reads no further.
    mutating func stop(_ what: String, at position: TextPosition? = nil) {
        refuse(what, at: position)
        hasStopped = true
    }

    /// Moves over blanks; a tab is refused once and moved over.
    mutating func skipBlanks() {
        var sawTab = false
        while let scalar = cursor.peek(), scalar == " " || scalar == "\t" {
            if scalar == "\t" && !sawTab {
                sawTab = true
                refuse("a tab stands here; use spaces")
            }
            cursor.advance()
        }
    }

    /// Takes a key into the keys of its mapping; refuses a merge key and one that is there already.
    mutating func note(_ key: String, at position: TextPosition, in keys: inout [String: TextPosition]) {
        if key == "<<" {
            refuse("merge keys (<<) are not part of YAML-lite; write the keys out", at: position)
        } else if let first = keys[key] {
            refuse("the key \"\(key)\" is given twice; it is already on line \(first.line)", at: position)
        } else {
            keys[key] = position
        }
    }

    private mutating func scanLine() {
        skipBlanks()
        guard !cursor.isAtContentEnd else { return cursor.skipLine() }
        if cursor.position.column == 1 && scanDocumentMarker() { return }
        mayStartDocument = false
        var isInList = false
        while cursor.peek() == "-" && cursor.isBlankOrLineEnd(1) && !hasStopped {
            enterList(at: cursor.position)
            isInList = true
            cursor.advance()
            skipBlanks()
            if cursor.isAtContentEnd { return cursor.skipLine() }
        }
        guard !hasStopped else { return }
        scanEntry(isInList: isInList)
        if !hasStopped { finishLine() }
    }

    private mutating func scanDocumentMarker() -> Bool {
        if cursor.peek() == "%" {
            stop("directives (%) are not part of YAML-lite; take the line out")
        } else if cursor.starts(with: "---") && cursor.isBlankOrLineEnd(3) {
            guard mayStartDocument else {
                stop("a file holds one document; take the second one (---) out")
                return true
            }
            mayStartDocument = false
            cursor.advance(3)
            finishLine()
        } else if cursor.starts(with: "...") && cursor.isBlankOrLineEnd(3) {
            stop("the end of a document (...) is not part of YAML-lite; take the line out")
        } else {
            return false
        }
        return true
    }

    /// One `key: value`, or the value of a list's entry.
    private mutating func scanEntry(isInList: Bool) {
        let start = cursor.position
        guard let token = scanNode(inFlow: false), !hasStopped else { return }
        let end = cursor.position
        skipBlanks()
        guard cursor.peek() == ":" && cursor.isBlankOrLineEnd(1) else {
            if case .text = token, !isInList {
                stop("this line is no \"key: value\"; a value stands on the line of its key", at: start)
            }
            return
        }
        guard case .text(let key) = token, start.line == end.line else {
            return stop("a key is a word, not a list or mapping", at: start)
        }
        noteBlockKey(key, at: start)
        cursor.advance()
        skipBlanks()
        if !cursor.isAtContentEnd && !hasStopped { _ = scanNode(inFlow: false) }
    }

    private mutating func finishLine() {
        skipBlanks()
        guard !cursor.isAtLineEnd else { return cursor.skipLine() }
        guard cursor.peek() == "#", let previous = cursor.previous, " \t".unicodeScalars.contains(previous) else {
            return stop("nothing may follow here; put a text with special characters in quotes")
        }
        cursor.skipLine()
    }

    private mutating func enterList(at position: TextPosition) {
        while let last = blocks.last, last.column > position.column { blocks.removeLast() }
        if let last = blocks.last, last.column == position.column, !last.isMapping { return }
        open(Block(column: position.column, isMapping: false))
    }

    private mutating func noteBlockKey(_ key: String, at position: TextPosition) {
        // A list may stand in the column of the key it belongs to: the next key there ends it.
        while let last = blocks.last,
            last.column > position.column || (last.column == position.column && !last.isMapping)
        {
            blocks.removeLast()
        }
        if blocks.last?.column != position.column {
            open(Block(column: position.column, isMapping: true))
        }
        guard var mapping = blocks.popLast() else { return }
        note(key, at: position, in: &mapping.keys)
        blocks.append(mapping)
    }

    private mutating func open(_ block: Block) {
        blocks.append(block)
        if blocks.count > Limits.depth { stopTooDeep() }
    }

    mutating func stopTooDeep() {
        stop("lists and mappings lie more than \(Limits.depth) deep in each other here")
    }
}
