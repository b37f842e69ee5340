import Hummingbird

/// Serves an operator's own files before the server's own pages. The page at `/` asks the folder itself, because opening
/// it also gives newcomers a credential; the API cannot be covered up.
struct StaticFiles: RouterMiddleware {
    let folder: StaticFolder

    func handle(
        _ request: Request, context: HTTPContext, next: @concurrent (Request, HTTPContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        let first = path.split(separator: "/").first ?? ""
        guard path != "/", !StaticFiles.own.contains(first) else { return try await next(request, context) }
        if let response = try await folder.response(to: request, context: context) { return response }
        return try await next(request, context)
    }

    private static let own: Set<Substring> = ["api", "healthz", "readyz", "metrics", "window", "openapi.yaml"]
}
