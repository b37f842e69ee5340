import NIOCore
import SessionCore
import Terminal

/// Everything of a window that changes; touched under its one lock, for a few instructions.
struct WindowState {
    /// Where a window is in its life. It only ever goes forward.
    enum Phase {
        /// The socket is open and nothing was said.
        case fresh
        /// It said hello; who it is is being found out.
        case joining
        /// It is in a room.
        case joined(WorkspaceRoom, WindowSeat)
        /// It was told to go, or is gone.
        case leaving
    }

    var phase = Phase.fresh
    var socket: WebSocketConnection?
    /// The room to leave when the socket is gone; it outlives ``seat``, which ends when the window is told to go.
    var room: WorkspaceRoom?
    var terminals: [UInt32: LiveTerminal] = [:]
    var focus: UInt32 = 0
    var outbox = WindowOutbox()
    var helloTimeout: Scheduled<Void>?
    /// The next look at whether its identity still holds.
    var expiry: Scheduled<Void>?
    /// When the person was last told that typing does not work, so that a held key does not flood them.
    var lastNotice: NIODeadline?
    /// Which of its refused frames are written to the audit log.
    var refusals = RefusalTally()

    var seat: (room: WorkspaceRoom, seat: WindowSeat)? {
        if case .joined(let room, let seat) = phase { (room, seat) } else { nil }
    }

    /// Whether requests are taken: from the hello on, in order behind it.
    var mayAsk: Bool {
        switch phase {
        case .joining, .joined: true
        case .fresh, .leaving: false
        }
    }

    var isLeaving: Bool {
        if case .leaving = phase { true } else { false }
    }

    /// From here on nothing the window sends counts, and nothing more is sent to it.
    mutating func leave() {
        phase = .leaving
        terminals = [:]
        outbox = WindowOutbox()
    }
}
