import Foundation
import HTTPTypes
import NIOCore

/// What came back of a call to an ``HTTPHouse``.
struct HTTPAnswer: Sendable {
    let status: Int
    let headers: HTTPFields
    let bytes: ByteBuffer

    var text: String { String(buffer: bytes) }

    /// A header by its name.
    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    /// What stands in the JSON body below some keys.
    subscript(_ keys: String...) -> Any? {
        var value = try? JSONSerialization.jsonObject(with: Data(bytes.readableBytesView))
        for key in keys { value = (value as? [String: Any])?[key] }
        return value
    }

    /// The code of an answer that is an error.
    var code: String? { self["error", "code"] as? String }

    /// The status and, of an error, its code: `404 not-found`.
    var verdict: String { ["\(status)", code].compactMap(\.self).joined(separator: " ") }
}
