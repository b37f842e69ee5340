package import NIOCore
import NIOPosix
import Synchronization

/// Two descriptors on their way to a channel, which closes them from the moment it is there.
///
/// NIO gives descriptors back when it cannot make a channel of them, and closes them when the channel it made cannot be
/// set up; its answer is the same failure. That the initializer ran tells the two apart. Closing twice would close a
/// descriptor that somebody else got in between.
package final class ChannelDescriptors: Sendable {
    private let input: Int32
    private let output: Int32
    private let close: @Sendable (Int32) -> Void
    private let isHandedOver = Mutex(false)

    /// Takes two distinct descriptors; `close` ends the life of one that was not handed over.
    package init(input: Int32, output: Int32, close: @escaping @Sendable (Int32) -> Void) {
        self.input = input
        self.output = output
        self.close = close
    }

    convenience init(input: Int32, output: Int32) {
        self.init(input: input, output: output) { PseudoTerminalProcess.close($0) }
    }

    /// Makes a channel of the descriptors; when that fails, they are closed. To be called once.
    ///
    /// `prepare` runs on the event loop before the channel reads. Options belong in it: one that NIO applied, and that
    /// failed, would end the channel before the initializer ran.
    package func connect(
        on eventLoop: any EventLoop, prepare: @escaping @Sendable (any Channel) throws -> Void
    ) -> EventLoopFuture<any Channel> {
        let connected = NIOPipeBootstrap(group: eventLoop)
            .channelInitializer { channel in
                self.isHandedOver.withLock { $0 = true }
                return channel.eventLoop.makeCompletedFuture { try prepare(channel) }
            }
            .takingOwnershipOfDescriptors(input: input, output: output)
        connected.whenFailure { _ in self.closeUnlessHandedOver() }
        return connected
    }

    private func closeUnlessHandedOver() {
        guard !isHandedOver.withLock(\.self) else { return }
        close(input)
        close(output)
    }
}
