import SessionCore

extension ValueKind {
    /// Refuses a value that is not of this kind; `path` decides what of it may be repeated.
    func check(_ value: SettingValue, path: String) throws(ValueRefusal) {
        switch value {
        case .text(let text): try check(text, path: path)
        case .list(let entries): try check(entries, path: path)
        }
    }

    private func check(_ text: String, path: String) throws(ValueRefusal) {
        guard text.utf8.count <= Limits.valueBytes else {
            throw ValueRefusal("the value has more than \(Limits.valueBytes) bytes")
        }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw ValueRefusal("the value has characters that cannot be seen", allowed: takes)
        }
        guard !takesOnly(text) else { return }
        if case .boolean = self { throw wrong(text, path, near: []) }
        switch self {
        case .backend(let names):
            throw ValueRefusal(
                "this build has no backend \(quoted(text, path))", allowed: names.joined(separator: ", "),
                suggestion: NearestName.of(text, among: names))
        case .choice(let words): throw wrong(text, path, near: words)
        case .duration(.positive) where SettingDuration(text)?.duration == .zero:
            throw ValueRefusal("\(quoted(text, path)) would end everything at once", allowed: takes)
        default: throw wrong(text, path, near: [])
        }
    }

    private func check(_ entries: [String], path: String) throws(ValueRefusal) {
        guard isList else { throw ValueRefusal("this is a list", allowed: takes) }
        guard entries.count <= Limits.listEntries else {
            throw ValueRefusal("the list has more than \(Limits.listEntries) entries")
        }
        if case .strategies = self, entries.isEmpty { throw ValueRefusal("the list is empty", allowed: takes) }
        var seen: Set<String> = []
        for entry in entries {
            if case .strategies(let names) = self, !names.contains(entry) {
                throw ValueRefusal(
                    "this build has no strategy \(quoted(entry, path))", allowed: names.joined(separator: ", "),
                    suggestion: NearestName.of(entry, among: names))
            }
            if case .origins = self, !WebOrigin.isOrigin(entry) { throw wrong(entry, path, near: []) }
            if case .texts = self { try ValueKind.text.check(entry, path: path) }
            guard seen.insert(entry).inserted else {
                throw ValueRefusal("\(quoted(entry, path)) stands in the list twice")
            }
        }
    }

    /// Whether a text is of this kind.
    private func takesOnly(_ text: String) -> Bool {
        switch self {
        case .text, .path: true
        case .host: WebOrigin.isHost(text)
        case .backend(let words), .choice(let words): words.contains(text)
        case .namespace: Namespace(text) != nil
        case .duration(let span): span.takes(text)
        case .size(let range): SettingSize(text).map { range.contains($0.bytes) } ?? false
        case .integer(let range): ValueKind.integer(text).map(range.contains) ?? false
        case .boolean: text == "true" || text == "false"
        case .origins, .strategies, .texts: false
        }
    }

    private func wrong(_ text: String, _ path: String, near words: [String]) -> ValueRefusal {
        let what = isList && !text.isEmpty ? "\(quoted(text, path)) is not allowed" : "\(quoted(text, path)) is wrong"
        return ValueRefusal(what, allowed: takes, suggestion: NearestName.of(text, among: words))
    }

    private func quoted(_ text: String, _ path: String) -> String {
        "\"\(Redaction.shown(text, path: path).prefix(Limits.quotedLetters))\""
    }

    /// Digits with an optional minus: `Int` would take a plus too.
    private static func integer(_ text: String) -> Int? {
        text.hasPrefix("+") ? nil : Int(text)
    }
}

extension ValueKind.Span {
    fileprivate func takes(_ text: String) -> Bool {
        guard let setting = SettingDuration(text) else { return false }
        return switch self {
        case .any: true
        case .positive: setting.duration != .zero
        case .finite: setting.duration != nil
        }
    }
}
