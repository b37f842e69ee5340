package import NIOCore

/// Whoever a pseudo-terminal tells what happens to it; every call comes on its event loop.
package protocol PseudoTerminalOwner: AnyObject, Sendable {
    /// Bytes were printed. They are lent: copy what must outlive the call.
    func pseudoTerminal(_ terminal: PseudoTerminal, didPrint bytes: ByteBuffer)
    /// There is nothing more to read at the moment.
    func pseudoTerminalDidPause(_ terminal: PseudoTerminal)
    /// The process has ended, and every byte of it was given out before; called once, as the last call.
    func pseudoTerminal(_ terminal: PseudoTerminal, didEnd exit: TerminalExit)
}
