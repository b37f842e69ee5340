import NIOCore

/// The end of the pipeline: hands what was read to the pseudo-terminal's owner.
final class PseudoTerminalHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let terminal: PseudoTerminal

    init(_ terminal: PseudoTerminal) {
        self.terminal = terminal
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        terminal.owner.pseudoTerminal(terminal, didPrint: unwrapInboundIn(data))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        terminal.owner.pseudoTerminalDidPause(terminal)
    }

    func channelInactive(context: ChannelHandlerContext) {
        terminal.channelDidClose()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
