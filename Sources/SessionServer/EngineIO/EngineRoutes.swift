import HTTPTypes
import Hummingbird
import NIOCore
import SocketIO

/// `/socket.io/`: long-polling.
struct EngineRoutes: Sendable {
    /// The path, as clients have it when nothing else is said.
    static let path = "/socket.io/"

    let hub: EngineHub

    var routes: [Route] {
        [
            Route(.get, EngineRoutes.path) { visit in try await answer(visit) { connection in await connection.poll() }
            },
            Route(.post, EngineRoutes.path) { visit in
                try await answer(visit) { connection in
                    guard let body = try? await visit.request.body.collect(upTo: hub.settings.payloadBytes) else {
                        connection.close()
                        return .refused(.badRequest)
                    }
                    return await connection.take(body)
                }
            },
            Route(.options, EngineRoutes.path) { visit in
                var response = Response.bare(.noContent)
                response.headers[.accessControlAllowMethods] = "GET, POST"
                response.headers[.accessControlAllowHeaders] = "content-type"
                return shared(response, with: visit.request)
            },
        ]
    }

    private func answer(
        _ visit: Visit, _ body: (EngineConnection) async throws -> EngineConnection.Reply
    ) async throws -> Response {
        let reply: EngineConnection.Reply
        do {
            reply = try await body(try connection(for: visit))
        } catch let refusal as EngineRefusal {
            reply = .refused(refusal)
        }
        var response: Response
        switch reply {
        case .body(let bytes):
            response = Response(status: .ok, body: .init(byteBuffer: bytes))
            response.headers[.contentType] = "text/plain; charset=UTF-8"
        case .refused(let refusal):
            response = Response(
                status: .init(code: refusal.status), body: .init(byteBuffer: ByteBuffer(string: refusal.json)))
            response.headers[.contentType] = Response.jsonType
        }
        return shared(response, with: visit.request)
    }

    private func connection(for visit: Visit) throws -> EngineConnection {
        let isGet = visit.request.method == .get
        let asked = try EngineRequest(query: visit.request.uri.query ?? "", opensWithGet: isGet, isWebSocket: false)
        if let session = asked.session {
            guard let connection = hub.session(session) else { throw EngineRefusal.unknownSession }
            return connection
        }
        guard let connection = hub.open(over: .polling, try visit.credentials()) else {
            throw HallError.limit("too many connections; try again in a minute")
        }
        return connection
    }

    /// Lets the page of a listed origin read the answer: no other gets past the gate.
    private func shared(_ response: Response, with request: Request) -> Response {
        var response = response
        guard let origin = request.headers[.origin] else { return response }
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlAllowCredentials] = "true"
        response.headers[.vary] = "Origin"
        return response
    }
}
