/// A window on a terminal, as the terminal sees it: somebody to wake.
///
/// A window is woken, not fed. It pulls with ``TerminalSession/next(for:budget:)`` in its own time, on its own event
/// loop, so what it cannot take costs no memory.
package protocol TerminalWindow: AnyObject, Sendable {
    /// The id of the window's connection; unique on the terminal.
    var id: String { get }

    /// There is something to pull.
    ///
    /// Comes on any thread, outside the terminal's lock, and once: it is not repeated before a pull has said that the
    /// window has everything, or that its credit is used up. Arrange a pull and return.
    func terminalHasOutput(_ number: UInt32)
}
