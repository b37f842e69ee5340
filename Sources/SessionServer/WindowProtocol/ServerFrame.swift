package import NIOCore

/// What the server sends; `docs/window-protocol.md` has the table.
package enum ServerFrame: Sendable, Hashable {
    /// What `ready` says of where a window begins.
    package enum JoinMode: UInt8, Sendable, Hashable {
        /// At the oldest bytes still kept.
        case history = 0
        /// Exactly at the position that was named.
        case exact = 1
        /// Anew, because the position named is gone or the window fell behind.
        case reanchor = 2
    }

    /// Where a window begins with a terminal.
    package struct Ready: Sendable, Hashable {
        package var terminal: UInt32
        package var epoch: UInt32
        package var start: UInt64
        package var live: UInt64
        package var columns: UInt16
        package var rows: UInt16
        package var mode: JoinMode
        package var handle: String
    }

    /// How the process of a terminal ended.
    package enum Ending: UInt8, Sendable, Hashable {
        case exited = 0
        case signaled = 1
        case lost = 2
    }

    case pong(UInt64)
    case welcome(JSONBody)
    case ready(Ready)
    case output(terminal: UInt32, offset: UInt64, ByteBuffer)
    case resized(terminal: UInt32, offset: UInt64, columns: UInt16, rows: UInt16, by: String)
    case ended(terminal: UInt32, offset: UInt64, Ending, code: Int32)
    case workspace(JSONBody)
    case presence(JSONBody)
    case response(JSONBody)
    case notice(JSONBody)
}
