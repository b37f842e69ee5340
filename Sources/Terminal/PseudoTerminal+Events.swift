import Dispatch
import NIOCore
import NIOPosix
import Synchronization

extension PseudoTerminal {
    /// NIO's own way to take one descriptor for both directions duplicates it without close-on-exec, and traps when
    /// descriptors have run out; so it is given two.
    func connect(_ process: PseudoTerminalProcess) {
        let descriptors = ChannelDescriptors(input: process.input, output: process.output)
        let connected = descriptors.connect(on: eventLoop) { channel in
            let options = channel.syncOptions
            try options?.setOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 16 << 10))
            try options?.setOption(.maxMessagesPerRead, value: 8)
            try channel.pipeline.syncOperations.addHandler(PseudoTerminalHandler(self))
        }
        state.withLock { $0.channel = connected }
        // Without a channel the process cannot be served.
        connected.whenFailure { _ in self.terminate() }
    }

    /// Waits for the end of the process without a thread of its own.
    ///
    /// NIO has no public way to watch a descriptor that is not read, and a pidfd is not; Dispatch has.
    func watch(_ process: PseudoTerminalProcess) {
        let source = DispatchSource.makeReadSource(fileDescriptor: process.pidfd, queue: .global())
        source.setEventHandler {
            if process.reap() { source.cancel() }
        }
        source.setCancelHandler {
            process.closeWatch()
            self.eventLoop.execute { self.ended(process) }
        }
        source.resume()
    }

    func channelDidClose() {
        // Without the channel the program could only wait for ever.
        terminate()
    }

    /// The process is gone. What it printed last is still in the kernel, whose read answers "nothing there" only after
    /// it has looked into every buffer on the way.
    private func ended(_ process: PseudoTerminalProcess) {
        eventLoop.assertInEventLoop()
        drain(process)
        let (channel, killer) = state.withLock { state in
            defer {
                state.process = nil
                state.channel = nil
                state.killer = nil
            }
            return (state.channel, state.killer)
        }
        killer?.cancel()
        // The channel goes first: closing the slave under it would hang it up.
        guard let channel else { return finish(process) }
        channel.flatMap { $0.close() }.whenComplete { _ in self.finish(process) }
    }

    private func finish(_ process: PseudoTerminalProcess) {
        process.close()
        owner.pseudoTerminal(self, didEnd: process.exit ?? .lost)
    }

    private func drain(_ process: PseudoTerminalProcess) {
        var left = limits.finalBytes
        while left > 0 {
            var bytes = ByteBufferAllocator().buffer(capacity: 16 << 10)
            bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: 16 << 10) { process.read(into: $0) }
            guard bytes.readableBytes > 0 else { break }
            left -= bytes.readableBytes
            owner.pseudoTerminal(self, didPrint: bytes)
        }
        owner.pseudoTerminalDidPause(self)
    }
}
