import Foundation
import NIOCore

/// One window of a measurement on its event loop: joins, checks that no byte is missing or comes twice, acknowledges.
final class WindowLink: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let began = Monotonic.now
    private let port: Int
    private let crowd: WindowCrowdState
    /// Whether marks in the output are looked for.
    let isListening: Bool
    private var stream = WindowStream()
    private var scanner = TerminalMarkScanner()
    private(set) var context: ChannelHandlerContext?
    private(set) var terminal: UInt32 = 0
    private var isAttaching = false
    /// Where the output lay that was already there when the window joined.
    private(set) var live: UInt64?
    private var isCaughtUp = false
    private(set) var parsed: UInt64 = 0
    private var acknowledged: UInt64 = 0

    init(port: Int, isListening: Bool, crowd: WindowCrowdState) {
        self.port = port
        self.isListening = isListening
        self.crowd = crowd
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        context.writeAndFlush(wrapOutboundOut(WindowMessage.upgrade(port: port)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        let now = Monotonic.now
        bytes.withUnsafeReadableBytes { all in
            do throws(BenchFailure) {
                try stream.take(all) { piece throws(BenchFailure) in try take(piece, at: now) }
            } catch {
                crowd.fail(error)
            }
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        guard live != nil, parsed - acknowledged >= Limits.acknowledgedBytes else { return }
        acknowledged = parsed
        send(WindowMessage.ack(terminal, parsed))
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        crowd.fail(BenchFailure("a window lost its connection"))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        crowd.fail(BenchFailure("a window's connection failed: \(error)"))
        context.close(promise: nil)
    }

    func send(_ message: ByteBuffer) {
        context?.writeAndFlush(wrapOutboundOut(message), promise: nil)
    }

    private func take(_ piece: WindowPiece, at now: UInt64) throws(BenchFailure) {
        switch piece {
        case .upgraded(let status):
            guard status.contains(" 101 ") else { throw BenchFailure("a window was refused: \(status)") }
            send(WindowMessage.hello)
        case .output(let bytes, _, let offset):
            guard offset == parsed else {
                throw BenchFailure("output at \(offset) came where \(parsed) was due: bytes are missing or came twice")
            }
            parsed += UInt64(bytes.count)
            if isListening { scanner.scan(bytes) { crowd.take($0, at: now) } }
            lookWhetherCaughtUp(at: now)
        case .message(let kind, let body): try take(kind, body, at: now)
        case .ping(let payload): send(WindowMessage.pong(payload))
        case .close(let reason): throw BenchFailure("the server sent a window away: \(reason)")
        }
    }

    private func take(_ kind: UInt8, _ body: ByteBuffer, at now: UInt64) throws(BenchFailure) {
        switch kind {
        case 0x82: try begin(body, at: now)
        case 0x86 where !isAttaching:
            guard let handle = WindowLink.firstTerminal(in: body) else { return }
            isAttaching = true
            send(WindowMessage.attach(handle))
        case 0x88 where !String(buffer: body).contains("\"ok\":true"):
            throw BenchFailure("the server refused a window's request: \(String(buffer: body))")
        case 0x85: throw BenchFailure("the program in the terminal ended")
        default: return
        }
    }

    private func begin(_ body: ByteBuffer, at now: UInt64) throws(BenchFailure) {
        var rest = body
        guard let (number, _, start, head) = rest.readMultipleIntegers(as: (UInt32, UInt32, UInt64, UInt64).self)
        else { throw BenchFailure("a message ready is cut off") }
        if live != nil { crowd.countOvertaken() }
        terminal = number
        parsed = start
        acknowledged = start
        live = head
        lookWhetherCaughtUp(at: now)
    }

    /// A window has joined once it has everything that was printed before.
    private func lookWhetherCaughtUp(at now: UInt64) {
        guard !isCaughtUp, let live, parsed >= live else { return }
        isCaughtUp = true
        crowd.hasJoined(after: now - began)
    }

    private static func firstTerminal(in body: ByteBuffer) -> String? {
        struct Document: Decodable {
            struct Terminal: Decodable {}
            let terminals: [String: Terminal]
        }
        return try? JSONDecoder().decode(Document.self, from: Data(body.readableBytesView)).terminals.keys.first
    }
}
