package import NIOCore
import NIOPosix

/// A TCP connection that reads only when asked to, so that a test can be a peer that does not read.
package final class RawConnection: Sendable {
    private let channel: any Channel
    private let inbox: NIOLoopBound<RawInbox>

    private init(channel: any Channel, inbox: NIOLoopBound<RawInbox>) {
        self.channel = channel
        self.inbox = inbox
    }

    deinit {
        channel.close(promise: nil)
    }

    /// - Parameter receiveBytes: what the kernel keeps for us; small makes a slow reader slow sooner.
    package static func open(
        host: String = "127.0.0.1", port: Int, receiveBytes: Int? = nil
    ) async throws -> RawConnection {
        var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(10))
            .channelOption(.autoRead, value: false)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 64 << 10))
        if let receiveBytes {
            bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: .init(receiveBytes))
        }
        return try await bootstrap.connect(host: host, port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                let inbox = RawInbox(channel.eventLoop)
                try channel.pipeline.syncOperations.addHandler(inbox)
                let bound = NIOLoopBound(inbox, eventLoop: channel.eventLoop)
                return RawConnection(channel: channel, inbox: bound)
            }
        }
    }

    /// Returns when the bytes are with the kernel.
    package func write(_ bytes: ByteBuffer) async throws {
        try await channel.writeAndFlush(bytes).get()
    }

    package func write(_ text: String) async throws {
        try await write(ByteBuffer(string: text))
    }

    /// Hands bytes over without waiting for the kernel to take them, for a peer that may not read them.
    package func post(_ bytes: ByteBuffer) {
        channel.writeAndFlush(bytes, promise: nil)
    }

    /// The next bytes, or nothing when the peer has finished or the connection is broken.
    package func read(before deadline: Deadline = .usual) async throws -> ByteBuffer? {
        try await channel.eventLoop.flatSubmit { [inbox] in inbox.value.next(within: deadline.amount) }.get()
    }

    /// Reads on until what was read contains a text; returns it all.
    package func read(until text: String, before deadline: Deadline = .usual) async throws -> String {
        var all = ""
        while !all.contains(text) {
            guard let bytes = try await read(before: deadline) else {
                throw ConnectionEnded("waiting for \(text.debugDescription), after \(all.debugDescription)")
            }
            all += String(buffer: bytes)
        }
        return all
    }

    /// Everything up to the end of the connection.
    package func readToEnd(before deadline: Deadline = .usual) async throws -> String {
        var all = ByteBuffer()
        while var bytes = try await read(before: deadline) { all.writeBuffer(&bytes) }
        return String(buffer: all)
    }

    /// Sends no more; what the peer sends can still be read.
    package func finishWriting() async throws {
        try await channel.close(mode: .output).get()
    }

    package func close() async {
        try? await channel.close().get()
    }
}
