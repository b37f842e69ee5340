extension SubsetScanner {
    /// A list or mapping in flow form, and what may come next in it.
    private struct Flow {
        enum Next {
            /// An entry of a list, a key of a mapping, or the end.
            case entry
            /// The colon after a key.
            case colon
            /// The value of a key, which may be left empty.
            case value
            /// A comma, or the end.
            case comma
        }

        let isMapping: Bool
        let start: TextPosition
        var next = Next.entry
        var keys: [String: TextPosition] = [:]
        /// Whether the last key was quoted: a colon may then touch its value.
        var hasQuotedKey = false
    }

    /// Moves over a whole flow form, however many lines it has.
    mutating func scanFlow() -> Token? {
        var open: [Flow] = []
        openFlow(&open)
        while !open.isEmpty && !hasStopped {
            skipFlowSpace()
            if !hasStopped { scanFlowToken(&open) }
        }
        return hasStopped ? nil : .collection
    }

    private mutating func openFlow(_ open: inout [Flow]) {
        open.append(Flow(isMapping: cursor.peek() == "{", start: cursor.position))
        if depth + open.count > Limits.depth { return stopTooDeep() }
        cursor.advance()
    }

    /// Moves over blanks, comments and line ends.
    private mutating func skipFlowSpace() {
        while !cursor.isAtEnd {
            skipBlanks()
            guard cursor.isAtContentEnd && !cursor.isAtEnd else { return }
            if cursor.peek() == "#", let previous = cursor.previous, !" \t\n".unicodeScalars.contains(previous) {
                return stop("a comment begins after a space")
            }
            cursor.skipLine()
            if cursor.starts(with: "---") || cursor.starts(with: "...") {
                return stop("a file holds one document; put a text that begins with dashes or dots in quotes")
            }
        }
    }

    private mutating func scanFlowToken(_ open: inout [Flow]) {
        guard var flow = open.popLast() else { return }
        switch cursor.peek() {
        case nil:
            return stop("the \(flow.isMapping ? "{" : "[") is not closed", at: flow.start)
        case "]", "}":
            return closeFlow(flow, &open)
        case "," where flow.next == .comma || (flow.next == .value && flow.isMapping):
            flow.next = .entry
            cursor.advance()
        case ",": stop(flow.next == .colon ? "a colon and a value are missing here" : "an entry is missing here")
        case ":" where isColon(after: flow): scanFlowColon(&flow)
        default:
            if scanFlowNode(&flow) {
                open.append(flow)
                return openFlow(&open)
            }
        }
        open.append(flow)
    }

    private mutating func closeFlow(_ flow: Flow, _ open: inout [Flow]) {
        guard cursor.peek() == (flow.isMapping ? "}" : "]") else {
            return stop("this does not close the \(flow.isMapping ? "{" : "[") of \(flow.start)")
        }
        guard flow.next != .colon else { return stop("a colon and a value are missing here") }
        cursor.advance()
        if var outer = open.popLast() {
            outer.next = .comma
            open.append(outer)
        }
    }

    private func isColon(after flow: Flow) -> Bool {
        if cursor.isBlankOrLineEnd(1) || (flow.next == .colon && flow.hasQuotedKey) { return true }
        return cursor.peek(1).map(",[]{}".unicodeScalars.contains) ?? true
    }

    private mutating func scanFlowColon(_ flow: inout Flow) {
        guard flow.isMapping else { return stop("a list holds values; \"key: value\" stands in { }") }
        guard flow.next == .colon else {
            return stop(flow.next == .entry ? "a key is missing before the colon" : "a second colon; use quotes")
        }
        flow.next = .value
        cursor.advance()
    }

    /// Moves over a text in a flow form; answers whether there is a further flow form to open instead.
    private mutating func scanFlowNode(_ flow: inout Flow) -> Bool {
        guard flow.next == .entry || flow.next == .value else {
            let missing = flow.next == .colon ? "a colon after the key" : "a comma"
            stop("\(missing) is missing here, or quotes around a text of several words or lines")
            return false
        }
        let position = cursor.position
        let isQuoted = cursor.peek() == "\"" || cursor.peek() == "'"
        let token = scanNode(inFlow: true)
        guard !hasStopped else { return false }
        if flow.isMapping && flow.next == .entry {
            guard case .text(let key)? = token else {
                stop("a key is a word, not a list or mapping", at: position)
                return false
            }
            note(key, at: position, in: &flow.keys)
            flow.hasQuotedKey = isQuoted
            flow.next = .colon
            return false
        }
        if token == nil, cursor.peek() == "[" || cursor.peek() == "{" { return true }
        flow.next = .comma
        return false
    }
}
