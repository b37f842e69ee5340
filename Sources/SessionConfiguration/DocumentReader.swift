/// Finds in a document what it says about each key.
struct DocumentReader {
    private let table: KeyTable
    private let file: String
    private let interpolation: Interpolation
    private(set) var settings: [String: RawSetting] = [:]
    private(set) var problems: ProblemList

    init(table: KeyTable, file: String, interpolation: Interpolation, problems: ProblemList) {
        self.table = table
        self.file = file
        self.interpolation = interpolation
        self.problems = problems
    }

    mutating func read(_ root: DocumentNode) {
        readSection(root, path: "")
    }

    private mutating func readSection(_ node: DocumentNode, path: String) {
        guard case .mapping(let entries, _) = node else {
            // A section with nothing in it says nothing, as a comment would.
            if node.isEmpty { return }
            let names = table.names(in: path)?.joined(separator: ", ")
            return add(ValueRefusal("\(node.kind) stands where keys are expected", allowed: names), node.position, path)
        }
        for entry in entries {
            let child = KeyTable.path(path, entry.key)
            // A key with a dot in it would look like a path of the table, and an empty one like the root.
            let isName = !entry.key.isEmpty && !entry.key.contains(".")
            if isName, let key = table.key(child) {
                readValue(entry.value, of: key)
            } else if isName, table.names(in: child) != nil {
                readSection(entry.value, path: child)
            } else {
                addUnknown(entry, in: path)
            }
        }
    }

    private mutating func readValue(_ node: DocumentNode, of key: ConfigurationKey) {
        do throws(ValueRefusal) {
            let value = try value(of: node, for: key)
            settings[key.path] = RawSetting(value: value, origin: .file(file, node.position))
        } catch {
            add(error, node.position, key.path)
        }
    }

    private func value(of node: DocumentNode, for key: ConfigurationKey) throws(ValueRefusal) -> SettingValue {
        switch node {
        case .list(let nodes, _) where key.kind.isList:
            var entries: [String] = []
            for entry in nodes {
                guard case .scalar(let text, let isPlain, _) = entry else {
                    throw ValueRefusal("\(entry.kind) stands in the list", allowed: key.kind.takes)
                }
                entries.append(try expand(text, isPlain: isPlain, key))
            }
            return .list(entries)
        case .scalar(let text, let isPlain, _) where !key.kind.isList:
            return .text(try expand(text, isPlain: isPlain, key))
        default:
            let what = node.isEmpty ? "nothing" : node.kind
            throw ValueRefusal(
                "\(what) stands where \(key.kind.isList ? "a list" : "a value") is expected",
                allowed: key.kind.takes)
        }
    }

    private func expand(_ text: String, isPlain: Bool, _ key: ConfigurationKey) throws(ValueRefusal) -> String {
        if isPlain && ["~", "null", "Null", "NULL"].contains(text) {
            throw ValueRefusal("\"\(text)\" is no value; leave the key out, or write \"\" for an empty text")
        }
        if Redaction.holdsSecret(text, path: key.path) {
            throw ValueRefusal(
                "a secret stands in the file, where whoever reads the file has it",
                allowed: "${NAME} in its place, and the secret in that environment variable")
        }
        return try interpolation.expand(text)
    }

    private mutating func addUnknown(_ entry: DocumentNode.Entry, in path: String) {
        let place = path.isEmpty ? "" : " in \(path)"
        let name = entry.key.prefix(Limits.quotedLetters)
        let refusal = ValueRefusal(
            "there is no key \"\(name)\"\(place)", allowed: table.names(in: path)?.joined(separator: ", "),
            suggestion: table.suggestion(for: entry.key, in: path))
        add(refusal, entry.position, nil)
    }

    private mutating func add(_ refusal: ValueRefusal, _ position: TextPosition, _ key: String?) {
        let key = key?.isEmpty == true ? nil : key
        problems.add(
            ConfigurationProblem(
                .file(file, position), key: key, refusal.what, allowed: refusal.allowed, suggestion: refusal.suggestion)
        )
    }
}
