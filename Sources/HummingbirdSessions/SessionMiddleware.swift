import HTTPTypes
public import Hummingbird
import Logging
public import SessionCore

/// Gives each request the session whose cookie it shows, and stores at its end what the handlers made of it.
///
/// ## What it promises
/// 1. A request that signs nobody in and leaves no payload creates no session and gets no cookie.
/// 2. A store that fails is answered with 503, whether it failed here or in a handler that let its error pass; never as if
///    nobody were signed in.
/// 3. Signing in, and ``RequestSession/renew()``, give a new token; the one before opens nothing from then on.
/// 4. A session that was ended stays ended, whatever was in flight.
/// 5. The cookie ends with the session, to the second; when the deadline moves, the cookie is handed over again.
/// 6. A token stands in `Set-Cookie` and nowhere else: in no log, error or answer.
///
/// An unknown, expired or revoked token, or one of another kind of session, is that of a visitor. Its cookie is left as it
/// is: the answer may arrive after that of a request which signed in meanwhile.
public struct SessionMiddleware<Context: SessionRequestContext>: RouterMiddleware {
    private let sessions: SessionManager
    private let cookie: SessionCookie
    private let kind: SessionKind
    private let answer: @Sendable (SessionFailure) -> Response

    /// Puts sessions in front of the routes that are added after it.
    ///
    /// - Parameters:
    ///   - kind: only sessions of this kind are taken, also where the store has others.
    ///   - answer: the page that a failure gets; the cookie, if there is one to set, is added to it.
    public init(
        sessions: SessionManager,
        cookie: SessionCookie,
        kind: SessionKind = .login,
        answer: @escaping @Sendable (SessionFailure) -> Response = { $0.response }
    ) {
        self.sessions = sessions
        self.cookie = cookie
        self.kind = kind
        self.answer = answer
    }

    /// Loads, lends, and carries out at the end. Promises 1 to 6.
    public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var settlement = SessionSettlement(sessions: sessions, kind: kind)
        do {
            let token = try cookie.token(in: request)
            var record: SessionRecord?
            if let token { record = try await settlement.load(token) }
            let session = RequestSession(record)
            // Also when a handler throws: whatever it left running changes nothing any more.
            defer { _ = session.close() }
            var lent = context
            lent.session = session
            let response = try await next(request, lent)
            try await settlement.settle(session.close(), token: token)
            return finished(response, settlement.cookie)
        } catch {
            return finished(try failed(error, request, context, settlement.cookie), settlement.cookie)
        }
    }

    /// The answer to an error, or the error itself where it is not ours and no cookie has to be set.
    private func failed(
        _ error: any Error, _ request: Request, _ context: Context, _ step: SessionSettlement.CookieStep
    ) throws -> Response {
        switch error {
        case let error as StorageError:
            context.logger.error("The store of the sessions failed", metadata: ["error": "\(error)"])
            return unavailableLater(answer(SessionFailure(error)))
        case let failure as SessionFailure:
            context.logger.debug("A request did not keep its session", metadata: ["code": "\(failure.code)"])
            return answer(failure)
        // The session has moved, and its holder must learn where to.
        case let error as any HTTPResponseError where step != .leave:
            return try error.response(from: request, context: context)
        default: throw error
        }
    }

    private func unavailableLater(_ response: Response) -> Response {
        var response = response
        response.headers[.retryAfter] = String(Limits.retrySeconds)
        return response
    }

    private func finished(_ response: Response, _ step: SessionSettlement.CookieStep) -> Response {
        var response = response
        switch step {
        case .leave: return response
        case .clear: response.headers.append(HTTPField(name: .setCookie, value: cookie.clearing))
        case .hand(let token, let deadline):
            let value = cookie.handing(over: token, until: deadline, at: sessions.clock.now)
            response.headers.append(HTTPField(name: .setCookie, value: value))
        }
        // No cache on the way may keep an answer that carries a cookie (RFC 9111, 7.3).
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
