import Yams

/// Reads YAML-lite into nodes.
struct DocumentParser {
    private let lines: [ArraySlice<Unicode.Scalar>]

    /// Parses a text in which ``SubsetScanner`` found nothing to refuse; nothing for one that says nothing.
    static func parse(_ text: ConfigurationText) throws(TextRefusal) -> DocumentNode? {
        let root: Node?
        do {
            root = try Parser(yaml: text.string, encoding: .utf8).singleRoot()
        } catch let error as YamlError {
            throw refusal(error)
        } catch {
            throw TextRefusal(TextPosition(line: 1, column: 1), "the text cannot be read")
        }
        guard let root else { return nil }
        return try DocumentParser(text).convert(root, depth: 0)
    }

    private init(_ text: ConfigurationText) {
        lines = text.scalars.split(separator: "\n", omittingEmptySubsequences: false)
    }

    private func convert(_ node: Node, depth: Int) throws(TextRefusal) -> DocumentNode {
        let position = place(of: node)
        // The scanner refuses these first. If it ever misses one, it is refused here: an alias leads to the node that
        // has the anchor, so none comes through unseen.
        if let first = scalar(at: position), "&*!|>".unicodeScalars.contains(first) {
            throw TextRefusal(position, "anchors, aliases, tags and block texts are not part of YAML-lite")
        }
        guard depth <= Limits.depth else {
            throw TextRefusal(position, "lists and mappings lie more than \(Limits.depth) deep in each other here")
        }
        switch node {
        case .scalar(let scalar):
            return .scalar(scalar.string, isPlain: scalar.style == .plain, position)
        case .sequence(let sequence):
            var nodes: [DocumentNode] = []
            for entry in sequence { nodes.append(try convert(entry, depth: depth + 1)) }
            return .list(nodes, position)
        case .mapping(let mapping):
            var entries: [DocumentNode.Entry] = []
            for (key, value) in mapping {
                guard case .scalar(let name) = key else {
                    throw TextRefusal(place(of: key), "a key is a word, not a list or mapping")
                }
                let converted = try convert(value, depth: depth + 1)
                entries.append(.init(key: name.string, position: place(of: key), value: converted))
            }
            return .mapping(entries, position)
        case .alias:
            throw TextRefusal(position, "aliases are not part of YAML-lite")
        }
    }

    private func place(of node: Node) -> TextPosition {
        TextPosition(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    private func scalar(at position: TextPosition) -> Unicode.Scalar? {
        guard lines.indices.contains(position.line - 1) else { return nil }
        return lines[position.line - 1].dropFirst(position.column - 1).first
    }

    private static func refusal(_ error: YamlError) -> TextRefusal {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return TextRefusal(TextPosition(line: mark.line, column: mark.column), problem)
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
            return TextRefusal(
                TextPosition(line: context.mark.line, column: context.mark.column), "the key \(names) is given twice")
        case .reader(let problem, _, _, _):
            return TextRefusal(TextPosition(line: 1, column: 1), problem)
        default:
            return TextRefusal(TextPosition(line: 1, column: 1), "the text cannot be read")
        }
    }
}
