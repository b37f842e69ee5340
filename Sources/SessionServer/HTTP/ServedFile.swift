import Crypto
import HTTPTypes
import Hummingbird
import SessionCore

/// A file of the server's own, kept in memory.
struct ServedFile: Sendable {
    private let bytes: ByteBuffer
    private let type: String
    /// Of the content: two files with the same bytes have the same tag.
    private let tag: String

    init(_ bytes: [UInt8], named name: String) {
        self.bytes = ByteBuffer(bytes: bytes)
        type = ContentType.of(name)
        tag = Hexadecimal.text(of: SHA256.hash(data: bytes).prefix(16))
    }

    /// The file, or 304 when the caller has it already. It is asked for again every time: a new server has new files.
    func response(to request: Request) -> Response {
        var headers: HTTPFields = [.eTag: "\"\(tag)\"", .cacheControl: "no-cache"]
        let shown = request.headers[values: .ifNoneMatch].joined(separator: ",")
        if shown == "*" || (try? EntityTags(shown))?.all.contains(tag) == true {
            return .bare(.notModified, headers: headers)
        }
        headers[.contentType] = type
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: bytes))
    }
}
