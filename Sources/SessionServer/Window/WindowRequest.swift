import SessionCore
import Terminal

/// A request of the window protocol: an intention, by name, with the fields that name needs.
struct WindowRequest: Decodable, Sendable {
    let id: Int
    let op: String
    let terminal: String?
    let resume: String?
    let tab: String?
    let pane: String?
    let split: String?
    let title: String?
    let name: String?
    let to: Int?
    let direction: PaneNode.Direction?
    let weights: [Double]?
    let cols: Int?
    let rows: Int?
    let auth: [String: String]?
    let window: String?
    let role: Role?
    let duration: String?

    /// The size asked for, or the standard one; a size that no terminal may have becomes the nearest.
    var size: TerminalSize {
        guard let cols, let rows else { return .standard }
        return TerminalSize(clampingColumns: cols, rows: rows)
    }

    /// A field the request cannot do without.
    func field<Value>(_ name: String, _ path: KeyPath<WindowRequest, Value?>) throws(HallError) -> Value {
        guard let value = self[keyPath: path] else { throw .invalid("\(op) needs the field \(name)") }
        return value
    }

    /// The terminal meant. A handle that cannot be one is of no terminal.
    func terminalHandle() throws(HallError) -> SessionHandle {
        guard let handle = SessionHandle(try field("terminal", \.terminal)) else { throw .notFound("terminal") }
        return handle
    }

    /// Whether it has the server start or keep something new.
    var makesSomething: Bool { ["tab.open", "pane.split", "terminal.restart"].contains(op) }

    /// The request's name where there is such a request: what a peer makes up belongs in no log.
    var knownOp: String { WindowRequest.ops.contains(op) ? op : "unknown" }

    static let ops: Set = [
        "terminal.attach", "terminal.detach", "terminal.restart", "terminal.rename", "tab.open", "tab.close",
        "tab.rename", "tab.move", "pane.split", "pane.close", "split.resize", "identity.refresh", "workspace.rename",
        "member.remove", "member.role",
    ]

    /// For how long somebody is removed.
    var removal: Duration {
        get throws(HallError) {
            guard let duration else { return Limits.removal }
            let setting = SettingDuration(duration)?.duration
            guard let setting, setting >= .seconds(1), setting <= Limits.longestRemoval else {
                throw .invalid("duration is one such as 10m, 24h or 7d, from 1s to 30d")
            }
            return setting
        }
    }

    /// What a window that watches may ask for.
    var isForViewers: Bool {
        ["terminal.attach", "terminal.detach", "identity.refresh"].contains(op)
    }
}
