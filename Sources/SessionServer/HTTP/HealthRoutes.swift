import HTTPTypes
import Hummingbird
import Logging

/// Whether the server lives, and whether it can work. Nobody has to say who they are to ask.
struct HealthRoutes: Sendable {
    let readiness: Readiness

    var routes: [Route] {
        [
            Route(.get, "/healthz") { _ in try .json(["status": "alive"]) },
            Route(.get, "/readyz") { visit in
                switch await readiness.verdict() {
                case .ready: return try .json(["status": "ready", "store": "ready"])
                case .late: throw unready("the store did not answer in time", verb: nil)
                case .failed(let verb, let reason):
                    visit.context.logger.warning(
                        "The store failed the readiness check", metadata: ["verb": "\(verb)", "reason": "\(reason)"])
                    throw unready("the store fails at: \(verb)", verb: verb)
                }
            },
        ]
    }

    private func unready(_ message: String, verb: String?) -> HallError {
        var detail = ["part": "store"]
        detail["verb"] = verb
        return HallError(.unavailable, message, detail: detail)
    }
}
