import HTTPTypes
import Hummingbird
import SessionCore

/// What of a request decides whether it is let in at all, before anybody asks who sends it.
package struct RequestFacts: Sendable {
    /// Whether it changes nothing by its nature: GET and HEAD, but not the opening of a WebSocket.
    package var isSafe: Bool
    /// All values of `Host`.
    package var hosts: [String]
    /// All values of `Origin`.
    package var origins: [String]
    /// All values of `Sec-Fetch-Site`, which browsers set and pages cannot.
    package var fetchSites: [String]
    /// Whether a bearer token is shown, good or bad: no page of another site can have a browser show one unasked.
    package var showsBearer: Bool
    /// What follows the `?`, as it came.
    package var query: String

    package init(
        isSafe: Bool, hosts: [String], origins: [String] = [], fetchSites: [String] = [], showsBearer: Bool = false,
        query: String = ""
    ) {
        self.isSafe = isSafe
        self.hosts = hosts
        self.origins = origins
        self.fetchSites = fetchSites
        self.showsBearer = showsBearer
        self.query = query
    }

    /// Gathers them from header fields, names in small letters.
    init(isSafe: Bool, fields: [Credentials.Field], query: String) {
        func values(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
        self.init(
            isSafe: isSafe, hosts: values("host"), origins: values("origin"), fetchSites: values("sec-fetch-site"),
            showsBearer: !Credentials(headers: fields).bearerTokens.isEmpty, query: query)
    }

    init(_ request: Request) {
        self.init(
            isSafe: request.method == .get || request.method == .head, fields: request.fields,
            query: request.uri.query ?? "")
    }
}
