import TestSupport
import Testing

/// The way through the door of a real server, as a browser and as somebody else's page would try it.
@Suite struct DoorTests {
    private func browser(_ token: String, of server: RunningServer) -> [String: String] {
        ["cookie": "mooring=" + token, "origin": server.url]
    }

    private func ticket(_ headers: [String: String], of server: RunningServer) async throws -> String {
        let reply = try await server.request("POST", "/api/tickets", headers: headers)
        #expect(reply.status == 201)
        return try #require(reply.json["ticket"].string)
    }

    /// Scenario 44: the cookie is not enough, a ticket is enough once, and another's ticket is not.
    @Test func aCookieAloneOpensNoWindowAndATicketOpensOne() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        let mine = browser(token, of: server)
        await #expect("no ticket") { try await TestWindow.open(port: server.port, token: nil, headers: mine) } throws: {
            ($0 as? TestWindow.Closed)?.code == 4401
        }
        let ticket = try await ticket(mine, of: server)
        let window = try await TestWindow.open(port: server.port, token: nil, headers: mine, ticket: ticket)
        #expect(await window.welcome["role"] == "owner")
        let stolen = try await self.ticket(mine, of: server)
        let other = browser(try await TestHouse.newToken(from: server), of: server)
        for (headers, shown) in [(mine, ticket), (other, stolen), (mine, stolen)] {
            await #expect {
                try await TestWindow.open(port: server.port, token: nil, headers: headers, ticket: shown)
            } throws: {
                ($0 as? TestWindow.Closed)?.code == 4401
            }
        }
        // A program that shows its token on purpose needs none.
        _ = try await TestWindow.open(port: server.port, token: token)
    }

    /// Scenario 45 and I17: with a good cookie, every wrong origin is refused before the upgrade; HTTP likewise.
    @Test func everyWrongOriginIsRefusedBeforeTheUpgrade() async throws {
        let listed = "server: {origins: ['https://good.example', 'https://[2001:db8::1]:8443']}"
        let server = try await TestHouse(listed).start()
        let token = try await TestHouse.newToken(from: server)
        let wrong = [
            nil, "null", "", "http://127.0.0.1:\(server.port + 1)", "https://127.0.0.1:\(server.port)",
            "https://good.example.evil.com", "https://evilgood.example", "http://good.example",
            "https://good.example:8443", "https://[2001:db8::2]:8443", "https://[2001:db8::1]",
        ]
        for origin in wrong {
            var headers = ["cookie": "mooring=" + token]
            headers["origin"] = origin
            await #expect("\(origin ?? "none")") {
                try await TestWindow.open(port: server.port, token: nil, headers: headers)
            } throws: {
                ($0 as? HandshakeRefused)?.reply.status == 403
            }
            for path in ["/api/tickets", "/api/workspaces", "/api/invitations/claim", "/api/forget"] {
                let reply = try await server.request("POST", path, headers: headers)
                #expect(reply.status == 403, "\(path) \(origin ?? "none")")
            }
        }
        for origin in ["HTTPS://GOOD.EXAMPLE", "https://good.example:443", "https://[2001:DB8:0::1]:8443"] {
            let headers = ["cookie": "mooring=" + token, "origin": origin]
            let reply = try await server.request("POST", "/api/tickets", headers: headers)
            #expect(reply.status == 201, "\(origin)")
            _ = try await TestWindow.open(
                port: server.port, token: nil, headers: headers, ticket: reply.json["ticket"].string)
        }
        var crossSite = browser(token, of: server)
        crossSite["sec-fetch-site"] = "cross-site"
        await #expect { try await TestWindow.open(port: server.port, token: nil, headers: crossSite) } throws: {
            ($0 as? HandshakeRefused)?.reply.status == 403
        }
    }

    /// Whoever asks for the window by a name that is not the server's is refused as well: DNS rebinding.
    @Test func aWindowByAnotherNameIsRefused() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        let rebound = [
            "cookie": "mooring=" + token, "host": "evil.example:\(server.port)",
            "origin": "http://evil.example:\(server.port)",
        ]
        await #expect { try await TestWindow.open(port: server.port, token: nil, headers: rebound) } throws: {
            ($0 as? HandshakeRefused)?.reply.status == 421
        }
    }
}
