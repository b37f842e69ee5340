import NIOCore
import NIOPosix
import Synchronization
import Terminal

/// A terminal that runs a script, and the notices it gave.
struct SharedTerminal: ~Copyable {
    let session: TerminalSession
    let notices = NoticeList()
    let frames = PlainFrames()

    init(
        _ arguments: [String], size: TerminalSize = .standard, restoring restored: ByteBuffer? = nil,
        at start: OutputPosition = OutputPosition(epoch: 1, offset: 0), limits: TerminalLimits = TerminalLimits()
    ) {
        let notices = notices
        session = TerminalSession(
            number: 7, command: Self.command(arguments), size: size, at: start, restoring: restored, limits: limits,
            on: MultiThreadedEventLoopGroup.singleton.any(), encoder: frames
        ) { _, notice in notices.append(notice) }
    }

    static func command(_ arguments: [String]) -> ShellCommand {
        ShellCommand(
            executable: arguments.first ?? "", arguments: arguments,
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "xterm-256color"], workingDirectory: "/"
        )
    }

    init(script: String, size: TerminalSize = .standard, limits: TerminalLimits = TerminalLimits()) {
        self.init(["/bin/sh", "-c", script], size: size, limits: limits)
    }

    /// No test leaves a process behind, however it ends.
    deinit { session.end() }

    /// Starts the terminal and runs it to its end in one window.
    func run() async throws -> WindowRecord {
        let window = PullingWindow("only")
        try window.attach(to: session)
        try session.start()
        return try await window.waitForExit()
    }
}
