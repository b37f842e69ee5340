extension SubsetScanner {
    /// Moves over one node; nothing when there was only something that is refused.
    mutating func scanNode(inFlow: Bool) -> Token? {
        skipProperties()
        guard !cursor.isAtContentEnd, let first = cursor.peek() else { return nil }
        switch first {
        case "\"", "'": return scanQuoted(first)
        case "[", "{": return inFlow ? nil : scanFlow()
        case "*":
            refuse("aliases (*) are not part of YAML-lite; write the value out, or in quotes when it is a text")
            skipWord()
            return .text("*")
        case "|", ">":
            stop("texts over several lines (\(first)) are not part of YAML-lite; write the text in quotes on one line")
        case "@", "`", "%", ",", "]", "}":
            stop("a value cannot begin with \(first); put it in quotes")
        case "?" where cursor.isBlankOrLineEnd(1):
            stop("keys with a question mark are not part of YAML-lite; write \"key: value\"")
        case "-" where cursor.isBlankOrLineEnd(1):
            stop("a list with dashes begins on a line of its own")
        case ":" where cursor.isBlankOrLineEnd(1):
            stop("a key is missing before the colon")
        default: return .text(scanPlain(inFlow: inFlow))
        }
        return nil
    }

    /// Refuses anchors and tags before a node, and moves over them.
    private mutating func skipProperties() {
        while cursor.peek() == "&" || cursor.peek() == "!" {
            if cursor.peek() == "&" {
                refuse("anchors (&) are not part of YAML-lite; put a text that begins with & in quotes")
            } else {
                refuse("tags (!) are not part of YAML-lite; put a text that begins with ! in quotes")
            }
            skipWord()
            skipBlanks()
            if hasStopped { return }
        }
    }

    private mutating func skipWord() {
        // A tag in angle brackets may hold what otherwise ends a word.
        if cursor.starts(with: "!<") {
            while !cursor.isBlankOrLineEnd(0) && cursor.peek() != ">" { cursor.advance() }
        }
        cursor.advance()
        while let scalar = cursor.peek(), !cursor.isBlankOrLineEnd(0), !",[]{}".unicodeScalars.contains(scalar) {
            cursor.advance()
        }
    }

    private mutating func scanQuoted(_ quote: Unicode.Scalar) -> Token? {
        let start = cursor.position
        var text = String.UnicodeScalarView()
        cursor.advance()
        while let scalar = cursor.peek(), !cursor.isAtLineEnd {
            if scalar == quote {
                cursor.advance()
                guard quote == "'" && cursor.peek() == "'" else { return .text(String(text)) }
            } else if scalar == "\\" && quote == "\"" {
                text.append(scalar)
                cursor.advance()
                if cursor.isAtLineEnd { break }
            }
            text.append(cursor.peek() ?? scalar)
            cursor.advance()
        }
        stop("the quote is not closed on its line", at: start)
        return nil
    }

    /// A text without quotes: it ends before a comment, a colon that makes it a key, or what divides a flow form.
    private mutating func scanPlain(inFlow: Bool) -> String {
        let indicators = ",[]{}".unicodeScalars
        var text = String.UnicodeScalarView()
        var blanks = String.UnicodeScalarView()
        while let scalar = cursor.peek(), !cursor.isAtLineEnd {
            if scalar == "#" && !blanks.isEmpty { break }
            if scalar == ":" && cursor.isBlankOrLineEnd(1) { break }
            if inFlow && indicators.contains(scalar) {
                if scalar == "{" && text.last == "$" && blanks.isEmpty {
                    stop("inside [ ] and { } a text with ${…} stands in quotes")
                }
                break
            }
            if inFlow && scalar == ":", let next = cursor.peek(1), indicators.contains(next) { break }
            if scalar == " " || scalar == "\t" {
                if scalar == "\t" { refuse("a tab stands here; use spaces") }
                blanks.append(scalar)
            } else {
                text.append(contentsOf: blanks)
                blanks.removeAll()
                text.append(scalar)
            }
            cursor.advance()
            if hasStopped { break }
        }
        return String(text)
    }
}
