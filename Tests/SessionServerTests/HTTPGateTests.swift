import HTTPTypes
import NIOHTTP1
import SessionServer
import Testing

@Suite struct HTTPGateTests {
    /// What an `Origin` is worth beside a `Host`, on a server that lists two further origins.
    static let origins: [(origin: String, host: String, isTLS: Bool, verdict: OriginPolicy.Verdict)] = [
        ("http://example.com:57575", "example.com:57575", false, .own),
        ("HTTP://EXAMPLE.com:57575", "Example.COM:57575", false, .own),
        ("http://example.com", "example.com:80", false, .own),
        ("https://example.com:443", "example.com", true, .own),
        ("http://[::1]:57575", "[::1]:57575", false, .own),
        ("http://[0:0:0:0:0:0:0:1]:57575", "[::1]:57575", false, .own),
        ("https://listed.example", "example.com", false, .listed),
        ("https://listed.example:443", "example.com", false, .listed),
        ("https://[2001:db8::1]:8443", "example.com", false, .listed),
        ("null", "example.com", false, .foreign),
        ("", "example.com", false, .foreign),
        ("http://example.com:57576", "example.com:57575", false, .foreign),
        ("https://example.com:57575", "example.com:57575", false, .foreign),
        ("http://example.com", "example.com", true, .foreign),
        ("http://example.com.evil.com:57575", "example.com:57575", false, .foreign),
        ("http://evilexample.com:57575", "example.com:57575", false, .foreign),
        ("https://listed.example.evil.com", "example.com", false, .foreign),
        ("https://sub.listed.example", "example.com", false, .foreign),
        ("https://listed.example.", "example.com", false, .foreign),
        ("https://listed.example:8443", "example.com", false, .foreign),
        ("http://listed.example", "example.com", false, .foreign),
        ("https://listed.example/", "example.com", false, .foreign),
        ("https://listed.example@evil.com", "example.com", false, .foreign),
        ("https://listed.example https://evil.com", "example.com", false, .foreign),
        ("http://[::2]:57575", "[::1]:57575", false, .foreign),
        ("http://[::1:57575", "[::1]:57575", false, .foreign),
        ("http://example.com:+57575", "example.com:57575", false, .foreign),
        ("http://example.com:", "example.com", false, .foreign),
        ("http://example.com:99999", "example.com", false, .foreign),
        ("chrome-extension://abcdef", "example.com", false, .foreign),
    ]

    @Test(arguments: origins.indices)
    func anOriginIsOursOnlyWhenSchemeHostAndPortAre(_ index: Int) {
        let (origin, host, isTLS, verdict) = Self.origins[index]
        let policy = OriginPolicy(origins: ["https://Listed.example", "https://[2001:DB8::1]:8443"], isTLS: isTLS)
        #expect(policy.judge(origins: [origin], hosts: [host]) == verdict, "\(origin) at \(host)")
    }

    @Test func noOriginIsAbsentAndTwoAreForeign() {
        let policy = OriginPolicy(origins: [], isTLS: false)
        #expect(policy.judge(origins: [], hosts: ["a.example"]) == .absent)
        #expect(policy.judge(origins: ["http://a.example", "http://a.example"], hosts: ["a.example"]) == .foreign)
        #expect(policy.judge(origins: ["http://a.example"], hosts: []) == .foreign)
        #expect(policy.judge(origins: ["http://a.example"], hosts: ["a.example", "a.example"]) == .foreign)
    }

    static let hosts: [(listening: String, hosts: [String], isAllowed: Bool)] = [
        ("127.0.0.1", ["localhost:57575"], true),
        ("127.0.0.1", ["LOCALHOST"], true),
        ("127.0.0.1", ["127.0.0.1:1"], true),
        ("::1", ["[::1]:57575"], true),
        ("[::1]", ["127.0.0.1"], true),
        ("localhost", ["localhost"], true),
        ("127.0.0.1", ["proxied.example"], true),
        ("127.0.0.1", ["rebound.example:57575"], false),
        ("127.0.0.1", ["localhost.evil.com"], false),
        ("127.0.0.1", ["127.0.0.1.evil.com"], false),
        ("127.0.0.1", ["128.0.0.1"], false),
        ("127.0.0.1", [""], false),
        ("127.0.0.1", [], false),
        ("127.0.0.1", ["localhost", "localhost"], false),
        ("0.0.0.0", ["192.0.2.7:57575"], true),
        ("0.0.0.0", ["proxied.example"], true),
        ("0.0.0.0", ["whatever.example"], false),
        ("0.0.0.0", [], false),
        ("0.0.0.0", ["a.example", "b.example"], false),
    ]

    @Test(arguments: hosts.indices)
    func aLoopbackServerAnswersToItsOwnNamesOnly(_ index: Int) {
        let (listening, hosts, isAllowed) = Self.hosts[index]
        let settings = HTTPSettings(
            host: listening, port: 57575, origins: ["https://proxied.example"], assetsDirectory: "/nowhere")
        let gate = RequestGate(settings)
        let facts = RequestFacts(isSafe: true, hosts: hosts)
        #expect(status(gate, facts) == (isAllowed ? nil : 421), "\(hosts) at \(listening)")
    }

    /// What may change something: who sends it, from where, and with what.
    static let writes: [(origins: [String], site: String?, bearer: Bool, status: Int?)] = [
        (["http://localhost:57575"], nil, false, nil),
        (["http://localhost:57575"], "same-origin", false, nil),
        (["https://proxied.example"], nil, false, nil),
        (["https://evil.example"], nil, false, 403),
        (["https://evil.example"], nil, true, 403),
        (["null"], nil, true, 403),
        (["http://localhost:57576"], "same-site", false, 403),
        (["http://localhost:57575"], "cross-site", false, 403),
        ([], nil, false, 403),
        ([], "same-origin", false, 403),
        ([], nil, true, nil),
        ([], "cross-site", true, 403),
    ]

    @Test(arguments: writes.indices)
    func aChangeComesFromOurPageOrWithABearerToken(_ index: Int) {
        let (origins, site, bearer, expected) = Self.writes[index]
        let gate = RequestGate(
            HTTPSettings(
                host: "127.0.0.1", port: 57575, origins: ["https://proxied.example"], assetsDirectory: "/nowhere"))
        let facts = RequestFacts(
            isSafe: false, hosts: ["localhost:57575"], origins: origins, fetchSites: site.map { [$0] } ?? [],
            showsBearer: bearer)
        #expect(status(gate, facts) == expected)
    }

    @Test func readingNeedsNoOriginButRefusesAForeignOne() {
        let gate = RequestGate(HTTPSettings(host: "127.0.0.1", port: 57575, assetsDirectory: "/nowhere"))
        #expect(status(gate, RequestFacts(isSafe: true, hosts: ["localhost"])) == nil)
        #expect(status(gate, RequestFacts(isSafe: true, hosts: ["localhost"], fetchSites: ["cross-site"])) == nil)
        #expect(
            status(gate, RequestFacts(isSafe: true, hosts: ["localhost"], origins: ["https://evil.example"])) == 403)
    }

    @Test(arguments: ["token=abc", "a=1&token=", "TOKEN=x", "%74oken=x", "token", "a;token=x"])
    func aTokenInTheAddressIsRefused(_ query: String) {
        let gate = RequestGate(HTTPSettings(host: "127.0.0.1", port: 57575, assetsDirectory: "/nowhere"))
        #expect(status(gate, RequestFacts(isSafe: true, hosts: ["localhost"], query: query)) == 400)
    }

    @Test(arguments: ["", "tokens=1", "a=token", "token2=1", "atoken=1"])
    func aQueryWithoutATokenPasses(_ query: String) {
        let gate = RequestGate(HTTPSettings(host: "127.0.0.1", port: 57575, assetsDirectory: "/nowhere"))
        #expect(status(gate, RequestFacts(isSafe: true, hosts: ["localhost"], query: query)) == nil)
    }

    @Test func theOpeningOfAWebSocketCountsAsAChange() {
        let gate = RequestGate(HTTPSettings(host: "127.0.0.1", port: 57575, assetsDirectory: "/nowhere"))
        func upgrade(_ headers: [(name: String, value: String)]) -> Int? {
            let request = UpgradeRequest(
                connection: "c", path: "/window", query: "", headers: [("host", "localhost:57575")] + headers,
                subprotocols: [], remoteAddress: "")
            return gate.refusal(of: request).map { Int($0.status.code) }
        }
        #expect(upgrade([]) == 403)
        #expect(upgrade([("cookie", "mooring=x")]) == 403)
        #expect(upgrade([("authorization", "Bearer x")]) == nil)
        #expect(upgrade([("origin", "http://localhost:57575")]) == nil)
        #expect(upgrade([("origin", "http://localhost.evil.com:57575"), ("authorization", "Bearer x")]) == 403)
    }

    private func status(_ gate: RequestGate, _ facts: RequestFacts) -> Int? {
        do {
            try gate.check(facts)
            return nil
        } catch {
            return error.status.code
        }
    }
}
