import HTTPTypes
import Hummingbird

/// A method, a path, and what answers there.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// A path whose parts in braces stand for any text, as `/api/sessions/{id}`.
    let path: String
    let answer: @Sendable (Visit) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String, answer: @escaping @Sendable (Visit) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.answer = answer
    }
}
