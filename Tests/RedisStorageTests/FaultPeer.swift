import NIOCore
import NIOPosix
import Synchronization

/// A peer on TCP that greets as a server does and then follows a script, for faults that no real server makes.
final class FaultPeer: Sendable {
    enum Step: Sendable {
        case send(String)
        case close
        /// Closes without a farewell, as a machine that was cut off.
        case reset
    }

    /// What to do when bytes come after the greeting, by the number of the connection from 0 on.
    typealias Script = @Sendable (_ connection: Int, _ bytes: String) -> [Step]

    private let channel: any Channel
    let port: Int

    /// Numbers the connections.
    private final class Counter: Sendable {
        private let count = Atomic(0)

        func next() -> Int { count.add(1, ordering: .relaxed).oldValue }
    }

    private init(channel: any Channel) {
        self.channel = channel
        port = channel.localAddress?.port ?? 0
    }

    deinit {
        channel.close(promise: nil)
    }

    /// - Parameter greeting: what it answers first; a server's `+OK` and `+PONG` unless told otherwise.
    static func start(greeting: String = "+OK\r\n+PONG\r\n", _ script: @escaping Script) async throws -> FaultPeer {
        let counter = Counter()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                let number = counter.next()
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        FaultPeerHandler(number: number, greeting: greeting, script: script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return FaultPeer(channel: channel)
    }
}
