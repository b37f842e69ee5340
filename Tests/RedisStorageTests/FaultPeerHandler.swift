import Glibc
import NIOCore
import NIOPosix

/// One connection of a ``FaultPeer``.
final class FaultPeerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let number: Int
    private let gate: FaultPeerGate
    private let connections: FaultPeerConnections
    private let greeting: [FaultPeer.Step]
    private let script: FaultPeer.Script
    private var greeted = ""
    private var hasGreeted = false

    init(
        number: Int, gate: FaultPeerGate, connections: FaultPeerConnections, greeting: [FaultPeer.Step],
        script: @escaping FaultPeer.Script
    ) {
        self.gate = gate
        self.number = number
        self.connections = connections
        self.greeting = greeting
        self.script = script
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let text = String(buffer: unwrapInboundIn(data))
        guard hasGreeted else {
            greeted += text
            guard greeted.contains("PING\r\n") else { return }
            hasGreeted = true
            return perform(greeting[...], context)
        }
        perform(script(number, text)[...], context)
    }

    private func perform(_ steps: ArraySlice<FaultPeer.Step>, _ context: ChannelHandlerContext) {
        guard let step = steps.first else { return }
        guard case .sendOn(let connection, let text) = step, let other = connections[connection] else {
            perform(step, context)
            return perform(steps.dropFirst(), context)
        }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        // Whether it went out or the other end had gone, the rest follows.
        other.writeAndFlush(ByteBuffer(string: text)).hop(to: context.eventLoop).whenComplete { _ in
            let (handler, context) = bound.value
            handler.perform(steps.dropFirst(), context)
        }
    }

    private func perform(_ step: FaultPeer.Step, _ context: ChannelHandlerContext) {
        switch step {
        case .send(let text): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        case .sendOn: break
        case .deafen: gate.isShut = true
        case .close: context.close(promise: nil)
        case .reset:
            guard let provider = context.channel as? any SocketOptionProvider else { return }
            let channel = context.channel
            provider.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
        }
    }
}
