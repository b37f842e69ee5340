import HTTPTypes
import Hummingbird
import HummingbirdSessions
import HummingbirdTesting
import Testing

/// Which requests may change something.
@Suite struct CrossSiteGuardTests {
    private func status(
        _ method: HTTPRequest.Method, site: String? = nil, origin: String? = nil, allowing origins: Set<String> = []
    ) async throws -> Int {
        let router = Router(context: TestContext.self)
        router.add(middleware: CrossSiteGuard(allowing: origins))
        router.get("page") { _, _ in "page" }
        router.post("page") { _, _ in "changed" }
        var fields = HTTPFields()
        if let site { fields[try #require(HTTPField.Name("Sec-Fetch-Site"))] = site }
        fields[.origin] = origin
        let sent = fields
        return try await Application(router: router).test(.router) { client in
            try await client.execute(uri: "/page", method: method, headers: sent).status.code
        }
    }

    @Test func readingIsOpenToEverybody() async throws {
        #expect(try await status(.get) == 200)
        #expect(try await status(.get, site: "cross-site", origin: "https://evil.example") == 200)
    }

    @Test func thisOriginMayChange() async throws {
        #expect(try await status(.post, site: "same-origin", origin: "http://localhost") == 200)
        #expect(try await status(.post, site: "same-origin") == 200)
        #expect(try await status(.post, origin: "http://localhost") == 200)
        #expect(try await status(.post, origin: "https://localhost") == 200)
    }

    @Test func anotherOriginMayNot() async throws {
        #expect(try await status(.post, site: "cross-site", origin: "https://evil.example") == 403)
        #expect(try await status(.post, site: "same-site", origin: "https://other.localhost") == 403)
        #expect(try await status(.post, site: "none") == 403)
        #expect(try await status(.post, site: "cross-site", origin: "http://localhost") == 403)
        #expect(try await status(.post, origin: "http://localhost:8080") == 403)
        #expect(try await status(.post, origin: "http://localhost.evil.example") == 403)
        #expect(try await status(.post, origin: "null") == 403)
    }

    @Test func nobodyMayChangeWithoutSayingWhereFrom() async throws {
        #expect(try await status(.post) == 403)
    }

    @Test func anOriginThatIsAllowedMayChange() async throws {
        let shop = "https://shop.example"
        #expect(try await status(.post, site: "same-site", origin: shop, allowing: [shop]) == 200)
        #expect(try await status(.post, origin: "https://shop.example.evil", allowing: [shop]) == 403)
    }
}
