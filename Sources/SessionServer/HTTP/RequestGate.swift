import Foundation
import HTTPTypes

/// What every request passes before anybody asks who sends it: the name it called the server by, the page it came from,
/// and that no secret stands in its address.
package struct RequestGate: Sendable {
    private let origins: OriginPolicy
    private let hosts: HostPolicy
    private let admission: Admission?
    let audit: any AuditLog

    /// - Parameters:
    ///   - admission: counts who asks for a WebSocket; nothing to count nobody.
    ///   - audit: is told of every WebSocket that is refused.
    package init(_ settings: HTTPSettings, admission: Admission? = nil, audit: any AuditLog = NoAudit()) {
        self.admission = admission
        self.audit = audit
        origins = OriginPolicy(origins: settings.origins, isTLS: settings.isTLS)
        hosts = HostPolicy(listening: settings.host, isTLS: settings.isTLS, listed: origins.hosts)
    }

    /// Throws 429 when an address opens WebSockets too often.
    func admit(from address: String) throws(HTTPFailure) {
        guard let admission, !admission.mayConnect(from: address.isEmpty ? nil : address) else { return }
        throw HTTPFailure(.limit("too many windows were opened from this address; try again in a minute"))
    }

    /// Throws the answer for a request that is not let in.
    package func check(_ facts: RequestFacts) throws(HTTPFailure) {
        guard hosts.allows(facts.hosts) else {
            throw HTTPFailure(
                .misdirectedRequest, "misdirected",
                "this server does not go by that name; to call it so, list its origin in server.origins")
        }
        guard !RequestGate.namesToken(facts.query) else {
            throw HTTPFailure(
                .badRequest, "invalid",
                "a token in an address ends up in logs and histories; send it as Authorization: Bearer")
        }
        let verdict = origins.judge(origins: facts.origins, hosts: facts.hosts)
        guard verdict != .foreign else { throw .foreign("this page's origin is not allowed here") }
        guard !facts.isSafe else { return }
        guard !facts.fetchSites.contains("cross-site") else { throw .foreign("a page of another site sent this") }
        guard verdict != .absent || facts.showsBearer else {
            throw .foreign("a request that changes something names its Origin, or shows a bearer token")
        }
    }

    /// Whether a field of the query is called `token`, however it is spelt.
    private static func namesToken(_ query: String) -> Bool {
        query.split(whereSeparator: { $0 == "&" || $0 == ";" }).contains { field in
            let name = field.prefix { $0 != "=" }.replacing("+", with: " ")
            return (name.removingPercentEncoding ?? String(name)).lowercased() == "token"
        }
    }
}

extension HTTPFailure {
    fileprivate static func foreign(_ message: String) -> HTTPFailure {
        HTTPFailure(.forbidden, "forbidden", message)
    }
}
