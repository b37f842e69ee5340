/// What a window gets when it pulls.
package enum TerminalDelivery: Sendable {
    /// The next frames, in order. With `hasEverything` the window waits to be woken; otherwise it pulls again as soon as
    /// it can take more.
    case frames([TerminalFrame], hasEverything: Bool)
    /// Too much is on its way to the window that it has not acknowledged; it is woken when it has.
    case outOfCredit
    /// The window was too slow, and bytes are gone. It begins anew where the join says, with an empty screen.
    case overtaken(TerminalJoin)
    /// The terminal was started again; the window begins anew, with an empty screen.
    case restarted(TerminalJoin)
    /// No such window is attached.
    case notAttached
}
