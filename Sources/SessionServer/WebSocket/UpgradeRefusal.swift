import Foundation
package import NIOCore
package import NIOHTTP1

/// The answer to a request that does not become a WebSocket.
package struct UpgradeRefusal: Sendable, Hashable {
    package let status: HTTPResponseStatus
    /// Fields beside those that every refusal has.
    package let headers: [String: String]
    /// JSON.
    package let body: ByteBuffer

    /// Takes a body that is JSON already.
    package init(status: HTTPResponseStatus, headers: [String: String] = [:], body: ByteBuffer) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Makes the body of the server's one error shape.
    ///
    /// - Parameters:
    ///   - code: the word that programs go by.
    ///   - message: a sentence for people.
    package init(_ status: HTTPResponseStatus, code: String, message: String, headers: [String: String] = [:]) {
        let shape = ["error": ["code": code, "message": message]]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings in dictionaries always encode; an empty object is still JSON.
        let json = (try? encoder.encode(shape)) ?? Data("{}".utf8)
        self.init(status: status, headers: headers, body: ByteBuffer(bytes: json))
    }
}
