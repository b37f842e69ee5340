import HTTPTypes
import Hummingbird
import Logging
import SessionCore

/// The page and everything it loads; opening it gives a newcomer a credential.
struct PageRoutes: Sendable {
    let hall: Hall
    let files: ServerFiles
    let cookie: TokenCookie
    let assetsDirectory: String
    let overlay: StaticFolder?

    var routes: [Route] {
        [
            Route(.get, "/") { visit in try await home(visit) },
            Route(.get, "/page/{name}") { visit in try file(visit, in: files.page) },
            Route(.get, "/assets/{name}") { visit in try file(visit, in: files.assets) },
            Route(.get, "/debug/workspace") { visit in files.debug.response(to: visit.request) },
            Route(.get, "/openapi.yaml") { visit in files.description.response(to: visit.request) },
            Route(.post, "/api/forget") { visit in
                // Who it was is not asked: being forgotten must work with whatever the browser still has.
                hall.audit.record(AuditEntry(.logout, from: visit.context.remoteAddress))
                var response = Response.done
                response.headers[.setCookie] = cookie.clearing
                return response
            },
        ]
    }

    private func file(_ visit: Visit, in folder: ServedFolder) throws -> Response {
        guard let name = visit.context.parameters.get("name"), let file = folder[name] else {
            throw HTTPError(.notFound)
        }
        return file.response(to: visit.request)
    }

    private func home(_ visit: Visit) async throws -> Response {
        var response: Response
        if let own = try await overlay?.response(to: visit.request, context: visit.context) {
            response = own
        } else if files.missingAssets.isEmpty {
            response = files.index.response(to: visit.request)
        } else {
            return MissingAssetsPage.response(missing: files.missingAssets, folder: assetsDirectory)
        }
        if let issued = await newcomer(visit) {
            response.headers[.setCookie] = cookie.handing(over: issued, at: hall.sessions.clock.now)
            response.headers[.cacheControl] = "no-store"
        }
        return response
    }

    /// A new identity for a browser that showed none, and nothing for anybody else.
    ///
    /// A page of another site that leads here has the browser hold its cookie back. It looks like a newcomer's and is
    /// not: a new cookie would overwrite the one it has. So the page asks once more, from here.
    private func newcomer(_ visit: Visit) async -> IssuedIdentity? {
        let sites = RequestFacts(visit.request).fetchSites
        let isFromHere = sites.isEmpty || sites == ["none"] || sites == ["same-origin"]
        guard visit.request.method == .get, isFromHere else { return nil }
        do {
            _ = try await visit.identity(in: hall)
            return nil
        } catch let error as HallError where error.code == .noCredential {
            // The page comes in any case: it says in words when the store cannot be reached.
            let issued = try? await hall.welcomeNewcomer(from: visit.context.remoteAddress)
            if let issued { visit.context.caller.note(issued.identity.principal) }
            return issued
        } catch {
            return nil
        }
    }
}
