package import HTTPTypes
import Hummingbird

/// An answer that is an error: a status, and the server's one shape of errors in JSON.
package struct HTTPFailure: Error, Sendable {
    package let status: HTTPResponse.Status
    /// The word that programs go by.
    package let code: String
    /// A sentence for people.
    package let message: String
    /// What programs may want beside the code.
    package let detail: [String: String]
    /// Fields beside those that every answer has.
    package var headers: HTTPFields

    package init(
        _ status: HTTPResponse.Status, _ code: String, _ message: String, detail: [String: String] = [:],
        headers: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.detail = detail
        self.headers = headers
    }

    /// `{"error":{"code","message","detail"}}`
    var body: [UInt8] {
        let shape = Shape(error: Shape.Inner(code: code, message: message, detail: detail))
        // Texts always encode; an empty object is still JSON.
        return (try? JSONCoding.bytes(of: shape)) ?? Array("{}".utf8)
    }

    /// The answer.
    var response: Response {
        var headers = headers
        headers[.contentType] = Response.jsonType
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    private struct Shape: Encodable {
        struct Inner: Encodable {
            let code: String
            let message: String
            let detail: [String: String]
        }
        let error: Inner
    }
}
