import HTTPTypes
import Hummingbird
import HummingbirdTesting
import SessionCore
import Testing

@testable import HummingbirdSessions

/// Names of cookies and hosts.
@Suite struct SessionCookieTests {
    @Test func theSecureCookieHasThePrefixAndThePlainOneHasNot() throws {
        #expect(SessionCookie.secure("shop")?.name == "__Host-shop")
        #expect(SessionCookie.plainOnLoopback("shop")?.name == "shop")
        let plain = try #require(SessionCookie.plainOnLoopback("shop"))
        #expect(!plain.clearing.contains("Secure"))
        #expect(try #require(SessionCookie.secure("shop")).clearing.hasSuffix("; Secure"))
    }

    @Test(arguments: ["", "a b", "a;b", "a=b", "ä", "a\nb", String(repeating: "n", count: 65)])
    func aNameThatCannotBeACookiesIsRefused(_ name: String) {
        #expect(SessionCookie.secure(name) == nil)
        #expect(SessionCookie.plainOnLoopback(name) == nil)
    }

    @Test(arguments: ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8080"])
    func theseHostsAreTheMachineItself(_ authority: String) {
        #expect(LoopbackName.isOne(authority))
    }

    @Test(arguments: [
        nil, "", "shop.example", "localhost.example", "127.0.0.1.example", "[::1].example", "[::1", "localhost:80@evil",
        "10.0.0.1", "evil:localhost",
    ])
    func theseHostsAreNot(_ authority: String?) {
        #expect(!LoopbackName.isOne(authority))
    }

    @Test func thePlainCookieIsNeitherReadNorSetOffTheMachine() throws {
        let plain = try #require(SessionCookie.plainOnLoopback("shop"))
        let token = SessionToken.random()
        func request(_ authority: String) -> Request {
            let head = HTTPRequest(
                method: .get, scheme: "http", authority: authority, path: "/",
                headerFields: [.cookie: "shop=\(token.text)"])
            return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        }
        #expect(try plain.token(in: request("localhost:8080")) == token)
        #expect(throws: SessionFailure.self) { try plain.token(in: request("shop.example")) }
        #expect(try SessionCookie.secure("shop")?.token(in: request("shop.example")) == nil)
    }

    @Test func thePlainCookieWorksOnTheMachine() async throws {
        let shop = TestShop()
        try await shop.open(cookie: .plainOnLoopback("shop")) { client async throws in
            let window = TestBrowser(client, name: "shop")
            #expect(try await window.send(.post, "/login/ada").cookie?.contains("Secure") == false)
            #expect(try await window.look() == "user:ada ")
        }
    }
}
