package import NIOCore
import Synchronization

/// One terminal that any number of windows share.
///
/// It owns the process, the log of what it printed, and a cursor and a credit for each window. Every call is safe from
/// any thread, takes the one lock for a few instructions, and never waits.
///
/// 1. Attaching is one step: a window gets every byte from where its join says, none missing and none twice.
/// 2. A window that returns gets exactly the bytes it missed, or is told that it must begin anew.
/// 3. A slow window costs no more than its cursor, and holds the shell only while it makes progress.
/// 4. The exit reaches every window after the last byte.
package final class TerminalSession: Sendable {
    package typealias Observer = @Sendable (TerminalSession, TerminalNotice) -> Void

    /// The number of the terminal on its windows' connections.
    package let number: UInt32
    package let command: ShellCommand
    package let limits: TerminalLimits
    let eventLoop: any EventLoop
    let observer: Observer
    let state: Mutex<TerminalSessionState>

    /// Describes a terminal whose output begins at `epoch`, or that goes on after `restored` was kept of it.
    ///
    /// Nothing runs before ``start()``. A restored terminal has ended as `restoredExit` says, and its last output can be
    /// seen; ``restart()`` gives it a new process. The event loop must live until the process has ended. The observer
    /// is called outside the lock, on whichever thread made the thing happen.
    package init(
        number: UInt32,
        command: ShellCommand,
        size: TerminalSize = .standard,
        at start: OutputPosition,
        restoring restored: ByteBuffer? = nil,
        restoredExit: TerminalExit = .lost,
        limits: TerminalLimits = TerminalLimits(),
        on eventLoop: any EventLoop,
        encoder: any TerminalFrameEncoder,
        observer: @escaping Observer
    ) {
        self.number = number
        self.command = command
        self.limits = limits
        self.eventLoop = eventLoop
        self.observer = observer
        var log = OutputLog(at: start, size: size, limits: limits) { event, position in
            encoder.frame(for: event, at: position, terminal: number)
        }
        if let restored {
            log.append(restored)
            log.append(.ended(restoredExit))
        }
        self.state = Mutex(
            TerminalSessionState(
                number: number, log: log, size: size, life: restored == nil ? .notStarted : .ended(restoredExit),
                limits: limits
            )
        )
    }

    /// Whether the process runs, and how it ended.
    package var lifeState: TerminalState { state.withLock(\.life) }

    /// The size the terminal has.
    package var size: TerminalSize { state.withLock(\.lease.size) }

    /// The window whose size it is.
    package var sizeOwner: String? { state.withLock(\.lease.owner) }

    /// The position after the last byte.
    package var head: OutputPosition {
        state.withLock { OutputPosition(epoch: $0.log.epoch, offset: $0.log.headOffset) }
    }

    /// The number of attached windows.
    package var windowCount: Int { state.withLock(\.windows.count) }

    /// The last bytes that were printed and the position of the first, for keeping in a store.
    package func lastOutput(_ maximum: Int) -> (bytes: ByteBuffer, position: OutputPosition) {
        state.withLock { $0.log.lastBytes(maximum) }
    }

    func wake(_ windows: [any TerminalWindow]) {
        for window in windows { window.terminalHasOutput(number) }
    }
}
