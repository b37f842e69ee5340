package import SessionCore
import Terminal

/// A workspace as windows and HTTP are shown it; `docs/window-protocol.md` has its shape.
package struct WorkspaceView: Encodable, Sendable {
    package let id: String
    package let name: String
    package let version: UInt64
    package let role: Role
    package let tabs: [WorkspaceDocument.Tab]
    package let terminals: [String: TerminalView]

    /// One terminal of it.
    package struct TerminalView: Encodable, Sendable {
        let name: String
        let state: String
        let cols: Int
        let rows: Int
        let sizeOwner: String?
        let exit: TerminalDocument.Exit?

        init(_ live: LiveTerminal) {
            name = live.name
            state = live.stateWord
            cols = live.terminal.size.columns
            rows = live.terminal.size.rows
            sizeOwner = live.terminal.sizeOwner
            if case .ended(let reason) = live.terminal.lifeState { exit = reason.document } else { exit = nil }
        }
    }

    package init(_ room: WorkspaceRoom, role: Role) {
        let (document, version) = room.snapshot
        id = room.handle.text
        name = document.name
        self.version = version
        self.role = role
        tabs = document.tabs
        terminals = Dictionary(
            room.terminals.map { ($0.handle.text, TerminalView($0)) }, uniquingKeysWith: { first, _ in first })
    }
}

extension LiveTerminal {
    /// `running` or `ended`.
    var stateWord: String {
        if case .running = terminal.lifeState { "running" } else { "ended" }
    }
}
