import CPTY
import Glibc
import Synchronization

/// The descriptors and the process of one pseudo-terminal: what is opened together and closed once.
final class PseudoTerminalProcess: Sendable {
    let pid: Int32
    let pidfd: Int32
    /// Duplicates of the master for the channel, which closes them.
    let input: Int32
    let output: Int32
    private let master: Int32
    private let slave: Int32
    /// How the process ended; once it is known the process is reaped, and its number may belong to somebody else.
    private let knownExit = Mutex<TerminalExit?>(nil)

    var exit: TerminalExit? { knownExit.withLock(\.self) }

    init(_ command: ShellCommand, size: TerminalSize) throws(TerminalError) {
        var (master, slave, input, output): (Int32, Int32, Int32, Int32) = (-1, -1, -1, -1)
        var name = [CChar](repeating: 0, count: 128)
        var failure = cpty_open(
            UInt16(clamping: size.columns), UInt16(clamping: size.rows), &master, &slave, &name, name.count
        )
        if failure == 0 { failure = cpty_duplicate(master, &input) }
        if failure == 0 { failure = cpty_duplicate(master, &output) }
        var (pid, pidfd): (Int32, Int32) = (0, -1)
        if failure == 0 { failure = Self.spawn(command, on: name, &pid, &pidfd) }
        guard failure == 0 else {
            for descriptor in [master, slave, input, output] where descriptor >= 0 { Self.close(descriptor) }
            throw TerminalError(.spawnFailed, errorNumber: failure)
        }
        (self.master, self.slave, self.input, self.output) = (master, slave, input, output)
        (self.pid, self.pidfd) = (pid, pidfd)
    }

    private static func spawn(
        _ command: ShellCommand, on name: [CChar], _ pid: inout Int32, _ pidfd: inout Int32
    ) -> Int32 {
        let arguments = CStringArray(command.arguments)
        let environment = CStringArray(command.environment.map { "\($0.key)=\($0.value)" })
        return arguments.withPointers { arguments in
            environment.withPointers { environment in
                cpty_spawn(name, command.executable, arguments, environment, command.workingDirectory, &pid, &pidfd)
            }
        }
    }

    func resize(to size: TerminalSize) -> Int32 {
        cpty_resize(master, UInt16(clamping: size.columns), UInt16(clamping: size.rows))
    }

    /// Signals the shell's own group and the one in the foreground; a stopped one is woken to receive it.
    func signalSession(_ signal: Int32) {
        knownExit.withLock { exit in
            guard exit == nil else { return }
            let foreground = cpty_foreground(master)
            for group in Set([pid, foreground]) where group > 1 {
                kill(-group, signal)
                kill(-group, SIGCONT)
            }
            // The leader itself may have moved to another group.
            _ = cpty_signal(pidfd, signal)
        }
    }

    /// Whether the process has ended; if so it is reaped, and ``exit`` says how.
    func reap() -> Bool {
        knownExit.withLock { exit in
            guard exit == nil else { return true }
            var (ended, code, signal): (Int32, Int32, Int32) = (0, 0, 0)
            let failure = cpty_reap(pidfd, &ended, &code, &signal)
            guard failure != 0 || ended == 1 else { return false }
            exit = failure != 0 ? .lost : signal == 0 ? .exited(code: code) : .signaled(signal)
            return true
        }
    }

    func read(into bytes: UnsafeMutableRawBufferPointer) -> Int {
        var count = 0
        // A failure here means that nothing can be had any more, as does a count of zero.
        let failure = cpty_read(master, bytes.baseAddress, bytes.count, &count)
        return failure == 0 ? count : 0
    }

    func close() {
        Self.close(master)
        Self.close(slave)
    }

    func closeWatch() {
        Self.close(pidfd)
    }

    static func close(_ descriptor: Int32) {
        // Linux frees the descriptor even where close reports an error, so there is nothing to try again.
        _ = Glibc.close(descriptor)
    }
}
