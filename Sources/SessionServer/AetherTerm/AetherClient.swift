import Logging
import NIOCore
import SessionCore
import SocketIO
import Synchronization
import Terminal

/// One Socket.IO connection of an AetherTerm frontend: translates its events to the hall, and holds no state that matters.
///
/// Everything the frontend asks is done in order in ``run()``; output leaves on the connection's event loop.
final class AetherClient: EngineClient {
    /// The public id: Socket.IO's `sid`, and the window's id in the hall.
    let id = ConnectionID.random()
    let hall: Hall
    let connection: EngineConnection
    let house: AetherHouse
    let logger: Logger
    let credentials: Credentials
    let state = Mutex(State())
    private let requests: AsyncStream<SocketConversation.Happening>
    private let arrivals: AsyncStream<SocketConversation.Happening>.Continuation

    struct State {
        var conversation = SocketConversation()
        var seat: (room: WorkspaceRoom, seat: WindowSeat)?
        var attached: [UInt32: AttachedTerminal] = [:]
        var outbox = WindowOutbox()
        var isOver = false
    }

    /// A terminal the frontend shows, and what it calls it.
    struct AttachedTerminal {
        let live: LiveTerminal
        let name: String
        var carry = TextCarry()
    }

    init(hall: Hall, house: AetherHouse, connection: EngineConnection, credentials: Credentials, logger: Logger) {
        self.hall = hall
        self.house = house
        self.connection = connection
        self.logger = logger
        var credentials = credentials
        credentials.connection = id
        self.credentials = credentials
        (requests, arrivals) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Limits.eventsPerClient))
    }

    // MARK: From the connection

    func received(_ message: EngineMessage) {
        do {
            let happening = try state.withLock { state throws(ProtocolViolation) in
                try state.conversation.receive(message)
            }
            guard let happening else { return }
            if case .dropped = arrivals.yield(happening) {
                logger.warning("A Socket.IO client sends faster than is done", metadata: ["connection": "\(id)"])
                connection.close()
            }
        } catch {
            logger.debug("A client broke the Socket.IO protocol", metadata: ["reason": "\(error)"])
            connection.close()
        }
    }

    func mayTakeMore() { pump() }

    func ended(_ reason: EngineCloseReason) {
        state.withLock { $0.isOver = true }
        arrivals.finish()
        logger.debug("Client disconnected", metadata: ["connection": "\(id)", "reason": "\(reason.rawValue)"])
    }

    func run() async {
        for await happening in requests {
            switch happening {
            case .asks(let namespace, let auth): await join(namespace, showing: auth)
            case .event(_, let name, let arguments, let number):
                await answer(name, arguments.first ?? .null)
                // A client that waits for an answer to something unknown here is not left waiting.
                if let number { acknowledge(number) }
            case .left: await leaveRoom()
            case .acknowledged: break
            }
        }
        await leaveRoom()
    }

    // MARK: To the connection

    /// Sends an event. In order with everything else that is sent.
    func emit(_ name: String, _ payload: SocketValue) {
        connection.send(SocketPacket(.event(name, [payload], acknowledgement: nil)).messages)
    }

    private func acknowledge(_ number: Int) {
        connection.send(
            state.withLock { state in
                state.conversation.acknowledge(
                    number, in: "/", with: [["success": false, "error": "not available on this server"]])
            })
    }
}
