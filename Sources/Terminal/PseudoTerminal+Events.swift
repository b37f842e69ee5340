import Dispatch
import NIOCore
import NIOPosix
import Synchronization

extension PseudoTerminal {
    /// NIO's own way to take one descriptor for both directions duplicates it without close-on-exec, and traps when
    /// descriptors have run out; so it is given two.
    func connect(_ process: PseudoTerminalProcess) {
        let connected = NIOPipeBootstrap(group: eventLoop)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 16 << 10))
            .channelOption(.maxMessagesPerRead, value: 8)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(PseudoTerminalHandler(self))
                }
            }
            .takingOwnershipOfDescriptors(input: process.input, output: process.output)
        state.withLock { $0.channel = connected }
        connected.whenFailure { _ in
            // The descriptors come back when there is no channel; without one the process cannot be served.
            PseudoTerminalProcess.close(process.input)
            PseudoTerminalProcess.close(process.output)
            self.terminate()
        }
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
