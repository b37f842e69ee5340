import HTTPTypes
import Hummingbird
import HummingbirdSessions
import SessionCore

/// The routes of the shop.
struct Shop: Sendable {
    let sessions: SessionManager
    let accounts: Accounts
    let cookie: SessionCookie

    /// Everything that a request meets, in order: no request from another site changes anything, then the session.
    func router() -> Router<ShopContext> {
        let router = Router(context: ShopContext.self)
        router.add(middleware: CrossSiteGuard())
        router.add(middleware: SessionMiddleware(sessions: sessions, cookie: cookie))
        router.get("/") { _, context in try page(context) }
        router.post("cart") { request, context in
            let form = try await URLEncodedFormDecoder().decode(ArticleForm.self, from: request, context: context)
            // Two windows may add at once: the closure is run again on what the other one left.
            try context.session.update { try Visit.edit(&$0) { try $0.add(form.article) } }
            return Response.redirect(to: "/", type: .normal)
        }
        router.post("login") { request, context in try await signIn(request, context) }
        router.post("logout") { _, context in
            try context.session.signOut()
            return Response.redirect(to: "/", type: .normal)
        }
        router.get("devices") { _, context in try await devices(context) }
        router.post("devices/others/logout") { _, context in try await signOutOthers(context) }
        return router
    }

    private func page(_ context: ShopContext, status: HTTPResponse.Status = .ok, notice: String? = nil) throws
        -> Response
    {
        let visit = try Visit(context.session.payload)
        return Page.shop(visit, user: context.session.principal, notice: notice).response(status)
    }

    private func signIn(_ request: Request, _ context: ShopContext) async throws -> Response {
        let form = try await URLEncodedFormDecoder().decode(LoginForm.self, from: request, context: context)
        guard let user = accounts.principal(form.name, form.password) else {
            return try page(context, status: .unauthorized, notice: "Name and password do not belong together.")
        }
        let device = String((request.headers[.userAgent] ?? "unknown").prefix(Visit.nameCharacters))
        try context.session.signIn(as: user)
        try context.session.update { try Visit.edit(&$0) { $0.device = device } }
        return Response.redirect(to: "/", type: .normal)
    }

    private func devices(_ context: ShopContext) async throws -> Response {
        guard let user = context.session.principal else { return Response.redirect(to: "/", type: .normal) }
        // A store that fails here throws, and the middleware answers 503.
        let records = try await sessions.allSessions(of: user, atMost: Page.devices)
        let list = try records.map { record in
            Device(
                handle: record.handle, name: try Visit(record.payload).device,
                isThisOne: record.handle == context.session.record?.handle)
        }
        return Page.devices(list).response(.ok)
    }

    private func signOutOthers(_ context: ShopContext) async throws -> Response {
        guard let user = context.session.principal, let record = context.session.record else {
            throw HTTPError(.unauthorized, message: "sign in first")
        }
        _ = try await sessions.revokeSessions(of: user, except: record, reason: .loggedOut)
        return Response.redirect(to: "/devices", type: .normal)
    }

    private struct ArticleForm: Decodable {
        let article: String
    }

    private struct LoginForm: Decodable {
        let name: String
        let password: String
    }
}
