import HTTPTypes
import Hummingbird
import NIOCore
import SessionCore

/// One request on its way through a route: who sends it, what it names and what it brings.
struct Visit: Sendable {
    let request: Request
    let context: HTTPContext

    /// What the request showed of who sends it.
    func credentials() throws(HTTPFailure) -> Credentials {
        try Credentials(fields: request.fields, remoteAddress: context.remoteAddress)
    }

    /// On whose behalf the request comes; throws 401 when nothing, or nothing trusted, was shown.
    func identity(in hall: Hall) async throws -> Identity {
        let identity = try await hall.identify(try credentials())
        context.caller.note(identity.principal)
        return identity
    }

    /// Does what belongs in the audit log, and writes down what came of it.
    ///
    /// - Parameter session: the public handle of what it is done to.
    func audited<Answer>(
        _ act: AuditAct, on session: String?, detail: [String: String] = [:], in hall: Hall,
        _ body: () async throws -> Answer
    ) async throws -> Answer {
        var entry = AuditEntry(act, on: session, from: context.remoteAddress, detail: detail)
        do {
            let answer = try await body()
            entry.who = context.caller.principal
            hall.audit.record(entry)
            return answer
        } catch {
            entry.who = context.caller.principal
            entry.outcome = (error as? HallError)?.code.rawValue ?? (error as? HTTPFailure)?.code ?? "failed"
            hall.audit.record(entry)
            throw error
        }
    }

    /// The way into the workspace that the path names.
    func entry(in hall: Hall) async throws -> WorkspaceEntry {
        let identity = try await identity(in: hall)
        return try await hall.enter(try handle("id", of: "workspace"), as: identity)
    }

    /// A handle in the path; what cannot be one is not found.
    func handle(_ name: String, of what: String) throws -> SessionHandle {
        guard let text = context.parameters.get(name), let handle = SessionHandle(text) else {
            throw HallError.notFound(what)
        }
        return handle
    }

    /// What `If-Match` asks.
    func condition() throws(HTTPFailure) -> EntityCondition {
        try EntityCondition(ifMatch: request.headers[values: .ifMatch])
    }

    /// The body as JSON. No body at all counts as an empty object when `isOptional` says so.
    ///
    /// Throws 415 for another type, which keeps forms of other sites out; 413 for too many bytes; 400 for what is not the
    /// JSON that was expected, and says what about it.
    func json<Value: Decodable>(_ type: Value.Type, isOptional: Bool = false) async throws -> Value {
        let body = try await body()
        let types = request.headers[values: .contentType]
        if isOptional, body.readableBytes == 0, types.isEmpty {
            return try RequestJSON.value(type, from: ByteBuffer(string: "{}"))
        }
        guard let named = types.first, types.count == 1, RequestJSON.isJSON(named) else {
            throw HTTPFailure(
                .unsupportedMediaType, "unsupported-media-type",
                "a body here is JSON, with Content-Type: application/json")
        }
        return try RequestJSON.value(type, from: body)
    }

    private func body() async throws -> ByteBuffer {
        let tooLarge = HTTPFailure(HallError(.tooLarge, "a body has at most \(Limits.bodyBytes) bytes"))
        if let length = request.headers[.contentLength].flatMap(Int.init), length > Limits.bodyBytes { throw tooLarge }
        do {
            return try await request.body.collect(upTo: Limits.bodyBytes)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        }
    }
}
