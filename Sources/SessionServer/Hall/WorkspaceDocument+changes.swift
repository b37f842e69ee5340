/// The changes people make to a workspace. Each is checked against the document it meets and throws when it no longer
/// makes sense there, for example because another window closed the pane first.
extension WorkspaceDocument {
    mutating func rename(to name: String) throws(HallError) {
        self.name = try WorkspaceDocument.checkedTitle(name)
    }

    mutating func open(_ tab: Tab) throws(HallError) {
        guard tabs.count < Limits.tabsPerWorkspace else {
            throw .limit("a workspace has at most \(Limits.tabsPerWorkspace) tabs")
        }
        _ = try WorkspaceDocument.checkedTitle(tab.title)
        tabs.append(tab)
    }

    /// Answers the terminals that were in it.
    mutating func close(tab id: String) throws(HallError) -> [String] {
        let index = try index(ofTab: id)
        return tabs.remove(at: index).root.panes.map(\.terminal)
    }

    mutating func rename(tab id: String, to title: String) throws(HallError) {
        tabs[try index(ofTab: id)].title = try WorkspaceDocument.checkedTitle(title)
    }

    /// A place beyond the end is the end.
    mutating func move(tab id: String, to place: Int) throws(HallError) {
        let tab = tabs.remove(at: try index(ofTab: id))
        tabs.insert(tab, at: min(max(place, 0), tabs.count))
    }

    /// Puts a new pane behind a present one. A split that runs the same way gets one more part.
    mutating func split(
        pane id: String, _ direction: PaneNode.Direction, adding pane: PaneNode.Pane, split name: String
    ) throws(HallError) {
        let index = try index(ofTabWithPane: id)
        let root = tabs[index].root
        guard root.panes.count < Limits.panesPerTab else {
            throw .limit("a tab has at most \(Limits.panesPerTab) panes")
        }
        let changed = root.replacing(id) { old in
            .split(.init(split: name, direction: direction, weights: [1, 1], children: [.pane(old), .pane(pane)]))
        }
        guard let changed, changed.depth <= Limits.paneDepth else {
            throw .limit("panes are split at most \(Limits.paneDepth) deep")
        }
        tabs[index].root = changed
    }

    /// Answers the pane's terminal. A tab whose last pane goes, goes with it.
    mutating func close(pane id: String) throws(HallError) -> String {
        let index = try index(ofTabWithPane: id)
        guard let pane = tabs[index].root.panes.first(where: { $0.pane == id }) else { throw .notFound("pane") }
        if let rest = tabs[index].root.removing(id) {
            tabs[index].root = rest
        } else {
            tabs.remove(at: index)
        }
        return pane.terminal
    }

    mutating func resize(split id: String, to weights: [Double]) throws(HallError) {
        guard weights.allSatisfy({ $0.isFinite && $0 > 0 && $0 <= 1_000_000 }) else {
            throw .invalid("weights are positive numbers, at most 1000000")
        }
        for (index, tab) in tabs.enumerated() where tab.root.ids.contains(id) {
            guard let changed = tab.root.resizing(id, to: weights) else {
                throw .invalid("a split takes as many weights as it has parts")
            }
            tabs[index].root = changed
            return
        }
        throw .notFound("split")
    }

    /// A title people can read in one line: trimmed, without control characters, 1 to 200 bytes.
    static func checkedTitle(_ text: String) throws(HallError) -> String {
        let isPrintable = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard isPrintable, (1...Limits.titleBytes).contains(text.utf8.count), text.contains(where: { !$0.isWhitespace })
        else { throw .invalid("a name has 1 to \(Limits.titleBytes) bytes and no control characters") }
        return text
    }

    private func index(ofTab id: String) throws(HallError) -> Int {
        guard let index = tabs.firstIndex(where: { $0.id == id }) else { throw .notFound("tab") }
        return index
    }

    private func index(ofTabWithPane id: String) throws(HallError) -> Int {
        let index = tabs.firstIndex { $0.root.panes.contains { $0.pane == id } }
        guard let index else { throw .notFound("pane") }
        return index
    }
}
