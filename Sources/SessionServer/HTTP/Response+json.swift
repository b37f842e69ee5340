import HTTPTypes
import Hummingbird

extension Response {
    static let jsonType = "application/json"

    /// A value as JSON.
    static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) throws -> Response {
        var headers = headers
        headers[.contentType] = jsonType
        let bytes = try JSONCoding.bytes(of: value)
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Done, and nothing to say about it.
    static let done = bare(.noContent)

    /// An answer that cannot have a body, and so has no length of one either.
    static func bare(_ status: HTTPResponse.Status, headers: HTTPFields = [:]) -> Response {
        var response = Response(status: status, headers: headers)
        response.headers[.contentLength] = nil
        return response
    }
}
