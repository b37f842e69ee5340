package import NIOCore

/// Every bound of a terminal, with its unit and its reason.
package struct TerminalLimits: Sendable {
    /// Output bytes kept for exact resume. 4 MiB is hours of ordinary work, and a fraction of a second of flood.
    package var logBytes = 4 << 20
    /// Entries in the log; more are merged, then dropped, so that many small writes cannot cost more than their bytes.
    package var logEntries = 8192
    /// Output bytes in one entry, and so in one frame. A frame's header fits into the same 64 KiB allocation.
    package var entryBytes = (64 << 10) - 128
    /// Output bytes that a window without a position is given to begin with; more would be overtaken under a flood.
    package var historyBytes = 1 << 20
    /// Output bytes that an overtaken window is given, so that it does not fall behind again at once.
    package var reanchorBytes = 256 << 10
    /// Bytes looked through for the start of a line, where history is cut.
    package var alignmentBytes = 4 << 10
    /// Bytes on their way to one window that it has not said it parsed.
    package var creditBytes = 512 << 10
    /// Windows on one terminal.
    package var windows = 1024
    /// Input bytes waiting for a program that does not read.
    package var inputBacklogBytes = 1 << 20
    /// Bytes looked for after the process has ended; the kernel keeps less than this for a pseudo-terminal.
    package var finalBytes = 1 << 20
    /// The longest a window that takes nothing may hold the shell.
    package var patience = TimeAmount.seconds(2)
    /// What counts as taking something, within ``patience``.
    package var progressBytes = 64 << 10
    /// The shortest time between two wakings of the windows.
    package var flushInterval = TimeAmount.milliseconds(1)
    /// The shortest time between two changes of size.
    package var resizeInterval = TimeAmount.milliseconds(250)
    /// How long a process has between the request to end and being killed.
    package var terminationGrace = TimeAmount.seconds(2)

    package init() {}
}
