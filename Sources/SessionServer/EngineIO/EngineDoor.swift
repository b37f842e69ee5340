import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1
import SessionCore
import SocketIO

/// Lets Socket.IO clients in over a WebSocket on `/socket.io/`; the same path answers those that poll.
struct EngineDoor: WebSocketUpgrade {
    let path = EngineRoutes.path
    let sharesPath = true
    let hub: EngineHub
    let gate: RequestGate

    func decide(_ request: UpgradeRequest) async -> UpgradeDecision {
        if let refusal = gate.refusal(ofSocketIO: request) { return .refuse(refusal) }
        let asked: EngineRequest
        do {
            asked = try EngineRequest(query: request.query, opensWithGet: true, isWebSocket: true)
        } catch {
            return EngineDoor.refuse(error)
        }
        if let session = asked.session {
            guard let connection = hub.session(session) else { return EngineDoor.refuse(.unknownSession) }
            guard await connection.admitsProbe() else { return EngineDoor.refuse(.badRequest) }
            return .accept(EngineSocket(connection, opensSession: false), subprotocol: nil)
        }
        let credentials: Credentials
        do {
            credentials = try Credentials(request)
        } catch {
            return .refuse(UpgradeRefusal(status: .badRequest, body: ByteBuffer(bytes: error.body)))
        }
        guard let connection = hub.open(over: .webSocket, credentials) else {
            return .refuse(
                UpgradeRefusal(.tooManyRequests, code: "limit", message: "too many connections; try again in a minute"))
        }
        return .accept(EngineSocket(connection, opensSession: true), subprotocol: nil)
    }

    private static func refuse(_ refusal: EngineRefusal) -> UpgradeDecision {
        .refuse(
            UpgradeRefusal(
                status: HTTPResponseStatus(statusCode: refusal.status), body: ByteBuffer(string: refusal.json)))
    }
}

extension RequestGate {
    /// Judges a request of a Socket.IO client; nothing when it is let in.
    func refusal(ofSocketIO request: UpgradeRequest) -> UpgradeRefusal? {
        do {
            let fields = request.headers.map { Credentials.Field($0.name, $0.value) }
            try checkSocketIO(RequestFacts(isSafe: true, fields: fields, query: request.query))
            return nil
        } catch {
            return UpgradeRefusal(
                status: HTTPResponseStatus(statusCode: error.status.code), body: ByteBuffer(bytes: error.body))
        }
    }

    /// What every request of a Socket.IO client passes: as any other, but one without an `Origin` may change something.
    ///
    /// Clients outside browsers name none, and show who they are in a message. A browser names it with whatever can be
    /// read or changes something, and says of the rest that another site sent it.
    func checkSocketIO(_ facts: RequestFacts) throws(HTTPFailure) {
        var facts = facts
        facts.isSafe = true
        try check(facts)
        guard facts.origins.isEmpty, facts.fetchSites.contains(where: { $0 == "cross-site" || $0 == "same-site" })
        else { return }
        throw HTTPFailure(.forbidden, "forbidden", "a page of another site sent this")
    }
}
