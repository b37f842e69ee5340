import HTTPTypes
public import Hummingbird

/// Refuses requests that change something and that a page of another site may have caused.
///
/// A browser says where a request comes from, in `Sec-Fetch-Site` or at least in `Origin`, and no page can change either.
/// `GET`, `HEAD` and `OPTIONS` pass and must change nothing. Any other method must name this very origin, or one that is
/// allowed; a request that names none, as programs send it, is refused with 403 as well. A `SameSite` cookie alone would
/// not keep another site from signing a visitor in under a name of its choice.
public struct CrossSiteGuard<Context: RequestContext>: RouterMiddleware {
    private let origins: Set<String>

    /// Makes the guard.
    ///
    /// - Parameter origins: further origins that are trusted, such as `https://shop.example`; the public one belongs here
    ///   where a proxy in front changes the host of requests.
    public init(allowing origins: Set<String> = []) {
        self.origins = origins
    }

    /// Passes a request on, or refuses it with 403 before any route has seen it.
    public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard isAllowed(request) else {
            throw HTTPError(.forbidden, message: "the request does not come from a page of this site")
        }
        return try await next(request, context)
    }

    private func isAllowed(_ request: Request) -> Bool {
        if [.get, .head, .options].contains(request.method) { return true }
        let shown = request.headers[values: .origin]
        guard shown.count <= 1 else { return false }
        if let origin = shown.first, origins.contains(origin) { return true }
        let sites = request.headers.filter { $0.name.canonicalName == "sec-fetch-site" }.map(\.value)
        guard sites.isEmpty else { return sites == ["same-origin"] }
        guard let origin = shown.first, let authority = request.head.authority, !authority.isEmpty else { return false }
        return ["http://" + authority, "https://" + authority].contains { $0.lowercased() == origin.lowercased() }
    }
}
