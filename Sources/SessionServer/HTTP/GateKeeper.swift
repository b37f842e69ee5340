import Hummingbird

/// Has every request pass the gate.
struct GateKeeper: RouterMiddleware {
    let gate: RequestGate

    func handle(
        _ request: Request, context: HTTPContext, next: @concurrent (Request, HTTPContext) async throws -> Response
    ) async throws -> Response {
        if request.uri.path == EngineRoutes.path {
            try gate.checkSocketIO(RequestFacts(request))
        } else {
            try gate.check(RequestFacts(request))
        }
        return try await next(request, context)
    }
}
