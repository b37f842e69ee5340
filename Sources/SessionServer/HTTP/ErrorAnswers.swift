import HTTPTypes
import Hummingbird
import Logging
import NIOHTTP1
import SessionCore

/// Turns whatever a route throws into the one shape of errors, and unknown paths and methods too.
struct ErrorAnswers: RouterMiddleware {
    let table: RouteTable

    func handle(
        _ request: Request, context: HTTPContext, next: @concurrent (Request, HTTPContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            // The connection itself is broken; the server below answers it and closes.
            throw error
        } catch let failure as HTTPFailure {
            return failure.response
        } catch let error as HallError {
            let isConditional = request.headers.contains(.ifMatch)
            return HTTPFailure(error, isConditional: isConditional).response
        } catch let error as HTTPError where error.status == .notFound {
            return missing(request).response
        } catch {
            context.logger.error("A request could not be answered", metadata: ["error": "\(error)"])
            return HTTPFailure(.internalServerError, "internal", "the server failed; it has logged why").response
        }
    }

    private func missing(_ request: Request) -> HTTPFailure {
        let methods = table.methods(at: request.uri.path)
        guard !methods.isEmpty, !methods.contains(request.method.rawValue) else {
            return HTTPFailure(.notFound, "not-found", "there is nothing at this address")
        }
        let allowed = methods.joined(separator: ", ")
        return HTTPFailure(
            .methodNotAllowed, "method-not-allowed", "here one can: \(allowed)", headers: [.allow: allowed])
    }
}
