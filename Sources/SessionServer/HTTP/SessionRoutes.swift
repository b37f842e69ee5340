import Hummingbird
import SessionCore

/// `/api/sessions`: what lives, and ending it.
struct SessionRoutes: Sendable {
    let hall: Hall

    var routes: [Route] {
        [
            Route(.get, "/api/sessions") { visit in
                try await visit.reading(hall) {
                    let identity = try await visit.identity(in: hall)
                    return try .json(Listing(sessions: try await hall.sessions(visibleTo: identity)))
                }
            },
            Route(.get, "/api/sessions/{id}") { visit in
                try await visit.reading(hall) {
                    let identity = try await visit.identity(in: hall)
                    return try .json(
                        try await hall.session(try visit.handle("id", of: "session"), visibleTo: identity))
                }
            },
            Route(.delete, "/api/sessions/{id}") { visit in
                let handle = try visit.handle("id", of: "session")
                return try await visit.audited(.revoke, on: handle.text, in: hall) {
                    let identity = try await visit.identity(in: hall)
                    try await hall.end(handle, as: identity)
                    return .done
                }
            },
        ]
    }

    private struct Listing: Encodable {
        let sessions: [SessionView]
    }
}
