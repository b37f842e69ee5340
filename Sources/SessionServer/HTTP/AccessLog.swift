import HTTPTypes
import Hummingbird
import Logging
import SessionCore

/// Writes one line for each request: never its query, its fields or its body.
struct AccessLog: RouterMiddleware {
    func handle(
        _ request: Request, context: HTTPContext, next: @concurrent (Request, HTTPContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        context.logger.debug(
            "A request was answered",
            metadata: [
                "method": "\(request.method.rawValue)",
                "path": "\(String(request.uri.path.prefix(Limits.loggedPathBytes)))",
                "status": "\(response.status.code)",
                "principal": "\(context.caller.principal?.text ?? "-")",
            ])
        return response
    }
}
