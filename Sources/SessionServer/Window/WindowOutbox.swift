import NIOCore

/// What a window is still to be sent, at the most: one workspace, one presence, and which terminals to pull from.
///
/// What is newer replaces what was not sent yet, so it never holds more than this however slow the window is.
struct WindowOutbox {
    private var workspace: ByteBuffer?
    private var presence: ByteBuffer?
    private var ready: [UInt32] = []
    /// Whether somebody has arranged to empty it.
    private var isArranged = false

    mutating func put(workspace frame: ByteBuffer) { workspace = frame }
    mutating func put(presence frame: ByteBuffer) { presence = frame }

    mutating func put(terminal number: UInt32) {
        if !ready.contains(number) { ready.append(number) }
    }

    mutating func remove(terminal number: UInt32) {
        ready.removeAll { $0 == number }
    }

    /// Whether the caller is the one to arrange that it is emptied.
    mutating func arrange() -> Bool {
        defer { isArranged = true }
        return !isArranged
    }

    mutating func beginEmptying() { isArranged = false }

    mutating func takeDocument() -> ByteBuffer? {
        if let frame = workspace {
            workspace = nil
            return frame
        }
        defer { presence = nil }
        return presence
    }

    /// The terminal whose turn it is; terminals take turns.
    mutating func takeTerminal() -> UInt32? {
        ready.isEmpty ? nil : ready.removeFirst()
    }

    var isEmpty: Bool { workspace == nil && presence == nil && ready.isEmpty }
}
