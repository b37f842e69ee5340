import HTTPTypes
package import NIOCore
package import NIOHTTP1

/// The answer to a request that does not become a WebSocket.
///
/// It never passes the routes, so it brings the fields itself that every answer there gets from `SecurityHeaders`.
package struct UpgradeRefusal: Sendable, Hashable {
    package let status: HTTPResponseStatus
    /// Those that every answer of the server has, and this one's own.
    package let headers: [String: String]
    /// JSON.
    package let body: ByteBuffer

    /// Takes a body that is JSON already.
    ///
    /// - Parameter headers: names in lower case; they count before those that every answer has.
    package init(status: HTTPResponseStatus, headers: [String: String] = [:], body: ByteBuffer) {
        self.status = status
        self.headers = UpgradeRefusal.everywhere.merging(headers) { _, own in own }
        self.body = body
    }

    /// Makes the body of the server's one error shape.
    ///
    /// - Parameters:
    ///   - code: the word that programs go by.
    ///   - message: a sentence for people.
    package init(_ status: HTTPResponseStatus, code: String, message: String, headers: [String: String] = [:]) {
        let failure = HTTPFailure(HTTPResponse.Status(code: Int(status.code)), code, message)
        self.init(status: status, headers: headers, body: ByteBuffer(bytes: failure.body))
    }

    /// Held to be the same as an ordinary answer's by a test.
    private static let everywhere = [
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "content-security-policy": SecurityHeaders.contentPolicy,
        "cache-control": "no-store",
    ]
}
