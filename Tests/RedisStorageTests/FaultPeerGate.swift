import NIOCore

/// Next to the socket of a connection of a ``FaultPeer``: once shut, nothing is read from it, whoever asks.
///
/// The handler of TLS reads by itself where it must, so that telling the channel not to is not enough.
final class FaultPeerGate: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    var isShut = false

    func read(context: ChannelHandlerContext) {
        if !isShut { context.read() }
    }
}
