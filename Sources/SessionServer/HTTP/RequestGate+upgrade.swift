import HTTPTypes
import NIOCore
import NIOHTTP1
package import SessionCore

extension RequestGate {
    /// Judges a request for a WebSocket, which counts as one that changes something; nothing when it is let in.
    package func refusal(of request: UpgradeRequest) -> UpgradeRefusal? {
        do throws(HTTPFailure) {
            try admit(from: request.remoteAddress)
            try check(RequestFacts(isSafe: false, fields: request.fields, query: request.query))
            return nil
        } catch {
            audit.record(
                AuditEntry(
                    .connect, from: request.remoteAddress.isEmpty ? nil : request.remoteAddress,
                    outcome: error.code))
            let retry = error.headers[.retryAfter].map { ["retry-after": $0] } ?? [:]
            return UpgradeRefusal(
                status: HTTPResponseStatus(statusCode: error.status.code), headers: retry,
                body: ByteBuffer(bytes: error.body))
        }
    }
}

extension Credentials {
    /// What a WebSocket's opening request showed, together with what its first message did.
    package init(_ request: UpgradeRequest, auth: [String: String] = [:]) throws(HTTPFailure) {
        try self.init(
            fields: request.fields, connection: request.connection, auth: auth,
            remoteAddress: request.remoteAddress.isEmpty ? nil : request.remoteAddress)
    }
}

extension UpgradeRequest {
    fileprivate var fields: [Credentials.Field] { headers.map { Credentials.Field($0.name, $0.value) } }
}
