import Glibc
import NIOCore
import NIOPosix

/// One connection of a ``FaultPeer``.
final class FaultPeerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let number: Int
    private let greeting: String
    private let script: FaultPeer.Script
    private var greeted = ""
    private var hasGreeted = false

    init(number: Int, greeting: String, script: @escaping FaultPeer.Script) {
        self.number = number
        self.greeting = greeting
        self.script = script
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let text = String(buffer: unwrapInboundIn(data))
        guard hasGreeted else {
            greeted += text
            guard greeted.contains("PING\r\n") else { return }
            hasGreeted = true
            return perform(.send(greeting), context)
        }
        for step in script(number, text) { perform(step, context) }
    }

    private func perform(_ step: FaultPeer.Step, _ context: ChannelHandlerContext) {
        switch step {
        case .send(let text): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        case .close: context.close(promise: nil)
        case .reset:
            guard let provider = context.channel as? any SocketOptionProvider else { return }
            let channel = context.channel
            provider.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
        }
    }
}
