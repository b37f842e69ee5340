import Terminal

/// A change of a workspace as `PATCH` brings it: what is named is changed, the rest stays.
package struct WorkspacePatch: Decodable, Sendable {
    /// A tab as a client sends it; without an id it is a new tab with one terminal.
    package struct Tab: Decodable, Sendable {
        package let id: String?
        package let title: String?
    }

    /// A new name.
    package let name: String?
    /// Tabs by id: titles are changed, the order of those named is taken over, tabs without an id are opened.
    package let tabs: [Tab]?
}

extension WorkspaceRoom {
    /// Applies a patch.
    ///
    /// With `expecting` it holds only for that version, and tabs that it does not name are closed; without, it is merged:
    /// what it does not name stays, so that a client with an old copy undoes nobody's work.
    package func apply(_ patch: WorkspacePatch, expecting version: UInt64?) async throws(HallError) {
        if let tabs = patch.tabs, Set(tabs.compactMap(\.id)).count != tabs.compactMap(\.id).count {
            throw .invalid("a tab is named twice")
        }
        let closed: [String] = try await change(expecting: version) { document, _ throws(HallError) in
            if let name = patch.name { try document.rename(to: name) }
            guard let tabs = patch.tabs else { return [] }
            return try document.arrange(tabs, closingOthers: version != nil)
        }
        for terminal in closed { await endTerminal(terminal) }
        for tab in patch.tabs ?? [] where tab.id == nil {
            _ = try await openTab(title: tab.title, size: .standard)
        }
    }
}

extension WorkspaceDocument {
    /// Retitles and orders the tabs that are named; answers the terminals of those that were closed.
    mutating func arrange(_ wanted: [WorkspacePatch.Tab], closingOthers: Bool) throws(HallError) -> [String] {
        var closed: [String] = []
        let named = wanted.compactMap(\.id)
        if closingOthers {
            for tab in tabs where !named.contains(tab.id) { closed += try close(tab: tab.id) }
        }
        for (id, title) in wanted.compactMap({ tab in tab.id.map { ($0, tab.title) } }) {
            if let title { try rename(tab: id, to: title) }
        }
        // The named ones take each other's places, in the order given; the others stay where they are.
        let places = tabs.indices.filter { named.contains(tabs[$0].id) }
        let ordered = named.compactMap { id in tabs.first { $0.id == id } }
        guard ordered.count == named.count else { throw .notFound("tab") }
        for (place, tab) in zip(places, ordered) { tabs[place] = tab }
        return closed
    }
}
