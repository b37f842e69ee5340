import SessionCore
import Synchronization
package import Terminal

/// A pane that was opened, in the words of the window protocol.
package struct OpenedPane: Encodable, Sendable {
    /// The tab it came with, or nothing when it is a further pane of a tab.
    package let tab: String?
    package let pane: String
    package let terminal: String
}

extension WorkspaceRoom {
    /// Opens a tab with one terminal in it.
    package func openTab(title: String?, size: TerminalSize) async throws(HallError) -> OpenedPane {
        try await openTab(title: title, size: size) { _ throws(HallError) in }
    }

    /// Opens the first tab of a workspace that nobody has used yet; windows that come at once get one tab.
    package func openFirstTab() async throws(HallError) {
        let isMine = state.withLock { state in
            guard state.document.tabs.isEmpty, !state.isOpeningFirstTab else { return false }
            state.isOpeningFirstTab = true
            return true
        }
        // Whoever is not first is shown the tab as soon as it is there.
        guard isMine else { return }
        defer { state.withLock { $0.isOpeningFirstTab = false } }
        guard try await liveRecord().payload.isEmpty else { return }
        do {
            _ = try await openTab(title: nil, size: .standard) { isFresh throws(HallError) in
                guard isFresh else { throw HallError(.conflict, "another window was first") }
            }
        } catch  where error.code == .conflict {
            return
        }
    }

    private func openTab(
        title: String?, size: TerminalSize, unless refuse: (_ isFresh: Bool) throws(HallError) -> Void
    ) async throws(HallError) -> OpenedPane {
        let live = try await openTerminal(named: title ?? "Terminal", size: size)
        let pane = PaneNode.Pane(pane: WorkspaceRoom.newID(), terminal: live.handle.text)
        let tab = WorkspaceDocument.Tab(id: WorkspaceRoom.newID(), title: title ?? "Terminal", root: .pane(pane))
        try await keeping(live) { () throws(HallError) in
            try await change { document, isFresh throws(HallError) in
                try refuse(isFresh)
                try document.open(tab)
            }
        }
        return OpenedPane(tab: tab.id, pane: pane.pane, terminal: live.handle.text)
    }

    /// Opens a terminal beside or below a present pane.
    package func split(
        pane id: String, _ direction: PaneNode.Direction, size: TerminalSize
    ) async throws(HallError) -> OpenedPane {
        let live = try await openTerminal(named: "Terminal", size: size)
        let pane = PaneNode.Pane(pane: WorkspaceRoom.newID(), terminal: live.handle.text)
        let split = WorkspaceRoom.newID()
        try await keeping(live) { () throws(HallError) in
            try await change { document, _ throws(HallError) in
                try document.split(pane: id, direction, adding: pane, split: split)
            }
        }
        return OpenedPane(tab: nil, pane: pane.pane, terminal: live.handle.text)
    }

    /// Closes a tab and ends its shells.
    package func close(tab id: String) async throws(HallError) {
        let terminals = try await change { document, _ throws(HallError) in try document.close(tab: id) }
        for terminal in terminals { await endTerminal(terminal) }
    }

    /// Closes a pane and ends its shell.
    package func close(pane id: String) async throws(HallError) {
        let terminal = try await change { document, _ throws(HallError) in try document.close(pane: id) }
        await endTerminal(terminal)
    }

    package func rename(to name: String) async throws(HallError) {
        try await change { document, _ throws(HallError) in try document.rename(to: name) }
    }

    package func rename(tab id: String, to title: String) async throws(HallError) {
        try await change { document, _ throws(HallError) in try document.rename(tab: id, to: title) }
    }

    package func move(tab id: String, to place: Int) async throws(HallError) {
        try await change { document, _ throws(HallError) in try document.move(tab: id, to: place) }
    }

    package func resize(split id: String, to weights: [Double]) async throws(HallError) {
        try await change { document, _ throws(HallError) in try document.resize(split: id, to: weights) }
    }

    /// Does something that gives a new terminal its place, and ends the terminal when it cannot be done.
    private func keeping(_ live: LiveTerminal, _ place: () async throws(HallError) -> Void) async throws(HallError) {
        do {
            try await place()
        } catch {
            await endTerminal(live.handle.text)
            throw error
        }
    }

    static func newID() -> String { SessionHandle.random().text }
}
