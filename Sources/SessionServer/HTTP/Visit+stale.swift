import HTTPTypes
import Hummingbird
import SessionCore

extension Visit {
    /// Answers from what was seen a little ago while the store is down, where the configuration allows it, and says so.
    ///
    /// It is for routes that change nothing. `X-Mooring-Stale` is the age in seconds, rounded up, of the oldest part.
    func reading(_ hall: Hall, _ answer: () async throws -> Response) async throws -> Response {
        var (response, age) = try await hall.sessions.readingStale(answer)
        if let age, let name = HTTPField.Name("x-mooring-stale") {
            let seconds = age.components.seconds + (age.components.attoseconds > 0 ? 1 : 0)
            response.headers[name] = "\(seconds)"
        }
        return response
    }
}
