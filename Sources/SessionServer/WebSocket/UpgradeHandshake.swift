import Foundation
import NIOCore
package import NIOHTTP1

/// Judges the head of a request for the path of a WebSocket (RFC 6455, section 4.2.1), without looking at who asks.
package enum UpgradeHandshake: Sendable {
    /// In order: it may be decided on.
    case ask(UpgradeRequest)
    /// Not in order; who asks does not matter any more.
    case refuse(UpgradeRefusal)

    /// - Parameters:
    ///   - connection: the id the connection is known by.
    ///   - remoteAddress: the peer's numeric address, or an empty string.
    package init(_ head: HTTPRequestHead, connection: String, remoteAddress: String) {
        if let refusal = UpgradeHandshake.fault(of: head) {
            self = .refuse(refusal)
            return
        }
        let target = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self = .ask(
            UpgradeRequest(
                connection: connection,
                path: String(target.first ?? ""),
                query: target.count > 1 ? String(target[1]) : "",
                headers: head.headers.map { (name: $0.name.lowercased(), value: $0.value) },
                subprotocols: head.headers[canonicalForm: "sec-websocket-protocol"].map(String.init),
                remoteAddress: remoteAddress))
    }

    /// Whether a request is for a path, whatever its query.
    package static func isFor(_ path: String, _ head: HTTPRequestHead) -> Bool {
        head.uri.prefix { $0 != "?" } == path
    }

    /// Whether a request is a door's to answer.
    static func isFor(_ door: any WebSocketUpgrade, _ head: HTTPRequestHead) -> Bool {
        isFor(door.path, head) && (!door.sharesPath || names("websocket", in: "upgrade", of: head))
    }

    private static func fault(of head: HTTPRequestHead) -> UpgradeRefusal? {
        guard head.method == .GET else {
            return UpgradeRefusal(
                .methodNotAllowed, code: "method-not-allowed", message: "a WebSocket is opened with GET",
                headers: ["allow": "GET"])
        }
        guard head.version == .http1_1, names("websocket", in: "upgrade", of: head),
            names("upgrade", in: "connection", of: head)
        else { return upgradeRequired("this path speaks WebSocket only") }
        guard head.headers["sec-websocket-version"] == ["13"] else {
            return upgradeRequired("this server speaks version 13 of WebSocket")
        }
        guard isKey(head.headers["sec-websocket-key"]) else {
            return UpgradeRefusal(
                .badRequest, code: "invalid", message: "Sec-WebSocket-Key is not 16 bytes in base64")
        }
        guard !head.headers.contains(name: "transfer-encoding"),
            head.headers["content-length"].allSatisfy({ $0 == "0" })
        else {
            return UpgradeRefusal(
                .badRequest, code: "invalid", message: "a request for a WebSocket has no body")
        }
        return nil
    }

    private static func upgradeRequired(_ message: String) -> UpgradeRefusal {
        UpgradeRefusal(
            .upgradeRequired, code: "upgrade-required", message: message,
            headers: ["upgrade": "websocket", "sec-websocket-version": "13"])
    }

    private static func names(_ token: String, in field: String, of head: HTTPRequestHead) -> Bool {
        head.headers[canonicalForm: field].contains { $0.lowercased() == token }
    }

    private static func isKey(_ values: [String]) -> Bool {
        guard let key = values.first, values.count == 1 else { return false }
        return Data(base64Encoded: key)?.count == 16
    }
}
