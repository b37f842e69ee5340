extension Limits {
    /// Bytes of a request's body: a workspace with every tab named at length fits several times.
    package static let bodyBytes = 256 << 10
    /// Bytes of all `Cookie` fields of a request: other services on the same host name leave theirs here too.
    package static let cookieBytes = 16 << 10
    /// Cookies of a request that are looked at.
    package static let cookies = 128
    /// Entity tags of one `If-Match` or `If-None-Match`.
    package static let entityTags = 16
    /// Bytes of a path that the access log writes.
    package static let loggedPathBytes = 256
    /// Files of the page, and bytes of each: they are kept in memory.
    package static let pageFiles = 256
    package static let pageFileBytes = 4 << 20
    /// Parts of a path below the folder of static files.
    package static let staticPathDepth = 32
    /// Tabs that come with one request for a workspace.
    package static let tabsPerRequest = tabsPerWorkspace
    /// How long an invitation is open when nothing is said about it: a day, so that a forgotten link is soon none.
    package static let invitationLifetime: Duration = .seconds(86_400)
    /// How long a canary of the readiness check lives if it cannot be ended.
    package static let canaryLifetime: Duration = .seconds(10)
    /// How often at the most the store is tried for `GET /readyz`.
    package static let readinessEvery: Duration = .seconds(1)
    /// How long the store may take to show that it works.
    package static let readinessPatience: Duration = .seconds(2)
    /// Requests that wait for one try of the store.
    package static let readinessWaiters = 256
    /// Wrong tokens of administrators that are answered at once, and in a second for ever.
    package static let adminRefusals = 20
    package static let adminRefusalsPerSecond = 0.5
    /// Sessions that a report of a migration names.
    package static let reportedDivergences = 100
    /// Seconds after which a refused caller may try again: a limit, and a store that is down.
    package static let retryAfterLimit = 10
    package static let retryAfterUnavailable = 2
}
