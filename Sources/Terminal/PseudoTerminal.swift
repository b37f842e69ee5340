import Glibc
package import NIOCore
import Synchronization

/// A process behind a pseudo-terminal.
///
/// 1. Its size is set before the process starts.
/// 2. The exit is reported once, after the last byte, also while some grandchild keeps the terminal open.
/// 3. Input that waits for a program that does not read is bounded; beyond that it is refused as a whole.
/// 4. While nothing happens it costs no CPU.
/// 5. No descriptor and no zombie outlives the report of the exit.
///
/// A started one keeps itself alive until then, and the event loop must live as long. The process is watched through a
/// pidfd: that the terminal is hung up says nothing about the process, nor the reverse. This side keeps the slave open
/// until the exit was seen, so the master is never hung up under the channel, which would make NIO close it with bytes
/// unread.
package final class PseudoTerminal: Sendable {
    package let eventLoop: any EventLoop
    let owner: any PseudoTerminalOwner
    let limits: TerminalLimits
    let state = Mutex(State())

    /// What any thread may touch, for a few instructions; descriptors in it are valid while the mutex is held.
    struct State {
        var process: PseudoTerminalProcess?
        var channel: EventLoopFuture<any Channel>?
        var killer: Scheduled<Void>?
        var waitingInput = 0
        var isReadingPaused = false
        var wasStarted = false
        /// It was asked to end, perhaps before there was a process to ask.
        var isTerminated = false
    }

    /// Describes a pseudo-terminal; nothing is opened before ``start(_:size:)``.
    package init(on eventLoop: any EventLoop, owner: any PseudoTerminalOwner, limits: TerminalLimits) {
        self.eventLoop = eventLoop
        self.owner = owner
        self.limits = limits
    }

    /// Opens the terminal and starts the program in it; answers its process number.
    ///
    /// Works once. When it throws, nothing stays open and the owner hears nothing. A ``terminate()`` that came before
    /// the process was there takes effect here, and the exit is reported as any other.
    package func start(_ command: ShellCommand, size: TerminalSize) throws(TerminalError) -> Int32 {
        let isFirst = state.withLock { state in
            defer { state.wasStarted = true }
            return !state.wasStarted
        }
        guard isFirst else { throw TerminalError(.alreadyRunning) }
        let process = try PseudoTerminalProcess(command, size: size)
        let isTerminated = state.withLock { state in
            state.process = process
            return state.isTerminated
        }
        connect(process)
        watch(process)
        if isTerminated { terminate() }
        return process.pid
    }

    /// Types bytes into the terminal, all or none; any thread may call it.
    ///
    /// Bytes of one call are never mixed with those of another.
    package func write(_ bytes: ByteBuffer) throws(TerminalError) {
        let count = bytes.readableBytes
        guard count > 0 else { return }
        let result: Result<EventLoopFuture<any Channel>, TerminalError> = state.withLock { state in
            guard state.process != nil, let channel = state.channel else { return .failure(TerminalError(.notRunning)) }
            guard count <= limits.inputBacklogBytes - state.waitingInput else {
                return .failure(TerminalError(.backlogFull))
            }
            state.waitingInput += count
            return .success(channel)
        }
        let channel = try result.get()
        channel.whenComplete { outcome in
            guard case .success(let channel) = outcome else {
                return self.state.withLock { $0.waitingInput -= count }
            }
            channel.writeAndFlush(bytes).whenComplete { _ in
                self.state.withLock { $0.waitingInput -= count }
            }
        }
    }

    /// Input bytes that the program has not taken yet.
    package var waitingInputBytes: Int { state.withLock { $0.waitingInput } }

    /// Gives the terminal another size; any thread may call it.
    package func resize(to size: TerminalSize) throws(TerminalError) {
        let failure: Int32? = state.withLock { $0.process?.resize(to: size) }
        guard let failure else { throw TerminalError(.notRunning) }
        if failure != 0 { throw TerminalError(.spawnFailed, errorNumber: failure) }
    }

    /// Stops or resumes reading, after which the program is held by the kernel when it prints more; any thread.
    package func setReadingPaused(_ isPaused: Bool) {
        let channel: EventLoopFuture<any Channel>? = state.withLock { state in
            guard state.isReadingPaused != isPaused else { return nil }
            state.isReadingPaused = isPaused
            return state.channel
        }
        guard let channel else { return }
        eventLoop.execute {
            channel.whenSuccess { channel in
                // What holds by now, so two calls that overtake each other end alike.
                let isPaused = self.state.withLock { $0.isReadingPaused }
                // A closed channel refuses the option, and reads no more either way.
                try? channel.syncOptions?.setOption(.autoRead, value: !isPaused)
            }
        }
    }

    /// Asks everything in the terminal to end (SIGHUP), and kills it when the grace of the limits is over.
    ///
    /// A process that is still being started is asked as soon as it is there.
    package func terminate() {
        state.withLock { state in
            state.isTerminated = true
            guard let process = state.process, state.killer == nil else { return }
            process.signalSession(SIGHUP)
            state.killer = eventLoop.scheduleTask(in: limits.terminationGrace) { self.kill() }
        }
    }

    private func kill() {
        state.withLock { $0.process?.signalSession(SIGKILL) }
    }
}
