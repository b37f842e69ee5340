import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import TestSupport

/// A peer on TCP that greets as a server does and then follows a script, for faults that no real server makes.
final class FaultPeer: Sendable {
    enum Step: Sendable {
        case send(String)
        case close
        /// Closes without a farewell, as a machine that was cut off.
        case reset
        /// Takes no more bytes from here on, and so no farewell either.
        case deafen
        /// Says something on another connection, and goes on when it is sent.
        case sendOn(connection: Int, String)
    }

    /// What to do when bytes come after the greeting, by the number of the connection from 0 on.
    typealias Script = @Sendable (_ connection: Int, _ bytes: String) -> [Step]

    private let channel: any Channel
    let port: Int

    private init(channel: any Channel) {
        self.channel = channel
        port = channel.localAddress?.port ?? 0
    }

    deinit {
        channel.close(promise: nil)
    }

    /// - Parameter greeting: what it answers first; a server's `+OK` and `+PONG` unless told otherwise.
    static func start(greeting: String = "+OK\r\n+PONG\r\n", _ script: @escaping Script) async throws -> FaultPeer {
        try await start(greeting: { _ in [.send(greeting)] }, script)
    }

    /// - Parameters:
    ///   - certificates: those for TLS; plain when nothing.
    ///   - greeting: what to do when a connection, by its number, has said what it says first.
    static func start(
        certificates: TestCertificates? = nil, greeting: @escaping @Sendable (_ connection: Int) -> [Step],
        _ script: @escaping Script
    ) async throws -> FaultPeer {
        let connections = FaultPeerConnections()
        let tls = try certificates.map { files in
            try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: NIOSSLCertificate.fromPEMFile(files.certificate).map { .certificate($0) },
                    privateKey: .privateKey(NIOSSLPrivateKey(file: files.key, format: .pem))))
        }
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                let number = connections.add(channel)
                return channel.eventLoop.makeCompletedFuture {
                    let gate = FaultPeerGate()
                    try channel.pipeline.syncOperations.addHandler(gate)
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(
                        FaultPeerHandler(
                            number: number, gate: gate, connections: connections, greeting: greeting(number),
                            script: script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return FaultPeer(channel: channel)
    }
}
