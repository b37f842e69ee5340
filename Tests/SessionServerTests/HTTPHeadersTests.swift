import HTTPTypes
import SessionServer
import Testing

@Suite struct HTTPHeadersTests {
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
        + "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    /// Every field of an answer, for a page, an answer of the API, an error and an empty answer.
    static let golden: [(path: String, fields: [String: String])] = [
        ("/healthz", ["content-type": "application/json", "content-length": "18", "cache-control": "no-store"]),
        (
            "/api/sessions",
            [
                "content-type": "application/json", "content-length": "98", "cache-control": "no-store",
                "www-authenticate": "Bearer",
            ]
        ),
        ("/nothing", ["content-type": "application/json", "content-length": "87", "cache-control": "no-store"]),
    ]

    @Test(arguments: golden.indices)
    func anAnswerHasExactlyTheseFields(_ index: Int) async throws {
        let (path, own) = Self.golden[index]
        let answer = try await HTTPHouse().call(.get, path)
        let found = Dictionary(uniqueKeysWithValues: answer.headers.map { ($0.name.canonicalName, $0.value) })
        let everywhere = [
            "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "x-frame-options": "DENY",
            "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
            "content-security-policy": Self.policy,
        ]
        #expect(found == own.merging(everywhere) { own, _ in own })
    }

    @Test func pagesErrorsAndRefusalsAreGuardedAlike() async throws {
        let assets = try Assets()
        let house = try HTTPHouse(assets: assets.path)
        let missing = try HTTPHouse()
        let answers = [
            try await house.call(.get, "/"), try await house.call(.get, "/page/main.js"),
            try await house.call(.get, "/assets/xterm.js"), try await house.call(.get, "/debug/workspace"),
            try await house.call(.get, "/", host: "rebound.example"), try await missing.call(.get, "/"),
            try await house.call(.get, "/openapi.yaml"),
        ]
        for answer in answers {
            #expect(answer.header("content-security-policy") == Self.policy)
            #expect(answer.header("x-content-type-options") == "nosniff")
            #expect(answer.header("x-frame-options") == "DENY")
            #expect(answer.header("cache-control") != nil)
        }
    }
}
