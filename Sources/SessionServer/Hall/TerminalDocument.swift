import FoundationEssentials
import SessionCore
import Terminal

/// What a terminal's session keeps in its payload: enough to show what it last printed when its process is gone.
struct TerminalDocument: Codable, Sendable, Hashable {
    /// How the process ended, in the words of the workspace document.
    struct Exit: Codable, Sendable, Hashable {
        /// `exited`, `signaled` or `lost`.
        var how: String
        /// The exit status or the number of the signal.
        var code: Int32
    }

    /// The version of this shape; a later one is refused rather than guessed at.
    var schema = 1
    /// The handle of its workspace.
    var workspace: String
    /// What people call it.
    var name: String
    var columns: Int
    var rows: Int
    /// The epoch and offset of the first byte of `tail`.
    var epoch: UInt32
    var offset: UInt64
    /// The last bytes it printed.
    var tail: Data
    /// How it ended, or nothing while its process lived when this was written.
    var exit: Exit?
    /// The highest epoch that was ever given to a process of it.
    var reservedEpoch: UInt32?
}

extension TerminalExit {
    var document: TerminalDocument.Exit {
        switch self {
        case .exited(let code): .init(how: "exited", code: code)
        case .signaled(let number): .init(how: "signaled", code: number)
        case .lost: .init(how: "lost", code: 0)
        }
    }

    init(_ document: TerminalDocument.Exit?) {
        switch document?.how {
        case "exited": self = .exited(code: document?.code ?? 0)
        case "signaled": self = .signaled(document?.code ?? 0)
        default: self = .lost
        }
    }
}
