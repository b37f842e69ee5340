import HTTPTypes
import Hummingbird
import SessionCore

/// Replacing the secret that a caller shows, and giving it up.
struct TokenRoutes: Sendable {
    let hall: Hall
    let cookie: TokenCookie

    var routes: [Route] {
        [
            Route(.post, "/api/token/rotate") { visit in
                try await visit.audited(.rotate, on: nil, in: hall) { try await replace(visit, .gradual) }
            },
            Route(.post, "/api/token/sign-out-others") { visit in
                try await visit.audited(.rotate, on: nil, detail: ["others": "signed out"], in: hall) {
                    try await replace(visit, .immediate)
                }
            },
            Route(.post, "/api/logout") { visit in
                try await visit.audited(.logout, on: nil, in: hall) {
                    _ = try await visit.identity(in: hall)
                    _ = try await hall.signOut(try visit.credentials())
                }
                var response = Response.done
                response.headers[.setCookie] = cookie.clearing
                return response
            },
        ]
    }

    private func replace(_ visit: Visit, _ retirement: SecretRetirement) async throws -> Response {
        let credentials = try visit.credentials()
        let issued = try await hall.replaceSecret(shownIn: credentials, retiring: retirement)
        visit.context.caller.note(issued.identity.principal)
        // A browser's goes into its cookie, where no script sees it; whoever showed it in a header of its own is told.
        let isTold = !credentials.bearerTokens.isEmpty
        let answer = Replaced(token: isTold ? issued.token.text : nil, expires: issued.identity.expires.iso8601)
        var response = try Response.json(answer)
        if !isTold || !credentials.values(ofCookie: cookie.name).isEmpty {
            response.headers[.setCookie] = cookie.handing(over: issued, at: hall.sessions.clock.now)
        }
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private struct Replaced: Encodable {
        let token: String?
        let expires: String
    }
}
