import Crypto
import Foundation
import TestSupport
import Testing

/// The real server where users are known by JSON Web Tokens.
@Suite struct UserTokenTests {
    private let key = Curve25519.Signing.PrivateKey()

    private func house(_ more: String = "", strategies: String = "user-jwt") throws -> TestHouse {
        let house = try TestHouse(
            """
            identity:
              strategies: [\(strategies)]
              user-jwt: {issuer: "https://issuer.example", audience: mooring, leeway: 0s, cookie: jwt, keys: keys.json}
            \(more)
            """)
        try writeKey(key, into: house)
        return house
    }

    private func writeKey(_ key: Curve25519.Signing.PrivateKey, into house: TestHouse) throws {
        try FileManager.default.createDirectory(atPath: house.data, withIntermediateDirectories: true)
        let jwk =
            #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k","x":"\#(encode(key.publicKey.rawRepresentation))"}]}"#
        try Data(jwk.utf8).write(to: URL(filePath: house.data + "/keys.json"), options: .atomic)
    }

    private func encode(_ bytes: Data) -> String {
        bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private func token(
        of subject: String, for seconds: Double = 600, issued: Double = -1,
        with other: Curve25519.Signing.PrivateKey? = nil
    ) throws -> String {
        let now = Date().timeIntervalSince1970
        let claims = """
            {"iss":"https://issuer.example","aud":["mooring"],"sub":"\(subject)","iat":\(Int(now + issued)),\
            "exp":\(String(format: "%.3f", now + seconds))}
            """
        let signed = encode(Data(#"{"alg":"EdDSA","kid":"k"}"#.utf8)) + "." + encode(Data(claims.utf8))
        return signed + "." + encode(try (other ?? key).signature(for: Data(signed.utf8)))
    }

    /// I8: one user from two machines, by a header, a cookie and the payload, is in one workspace; another user is not.
    @Test func twoWindowsOfAUserShareAndAnotherUsersDoesNot() async throws {
        let server = try await house().start()
        let one = try await TestWindow.open(port: server.port, token: try token(of: "ada"))
        let browser = ["cookie": "jwt=" + (try token(of: "ada", for: 900)), "origin": server.url]
        let ticket = try await server.request("POST", "/api/tickets", headers: browser).json["ticket"].string
        let two = try await TestWindow.open(port: server.port, token: nil, headers: browser, ticket: ticket)
        let other = try await TestWindow.open(port: server.port, token: try token(of: "bob"))
        #expect(await one.welcome["principal"] == "user:https://issuer.example|ada")
        #expect(await one.welcome["workspace"] == two.welcome["workspace"])
        #expect(await one.welcome["workspace"] != other.welcome["workspace"])
        let handle = await one.firstTerminal
        let (mine, yours) = (try await one.attach(handle), try await two.attach(handle))
        try await two.type("echo to''gether\n", into: yours)
        try await one.until(mine, shows: "together")
        let list = try await server.ask("GET", "/api/workspaces", token: try token(of: "ada"))
        #expect(list.status == 200 && list.json["workspaces"].array.count == 1)
    }

    @Test func whatIsNotTrustedIs401AndSaysNoMore() async throws {
        let server = try await house().start()
        let forged = try token(of: "ada", with: Curve25519.Signing.PrivateKey())
        var bodies: Set<String> = []
        for bad in [try token(of: "ada", for: -1), forged, "a.b.c", try token(of: "ada", for: 90_000)] {
            let reply = try await server.ask("GET", "/api/workspaces", token: bad)
            #expect(reply.status == 401)
            bodies.insert(reply.json["error"]["message"].text)
            await #expect { try await TestWindow.open(port: server.port, token: bad) } throws: {
                ($0 as? TestWindow.Closed)?.code == 4401
            }
        }
        #expect(bodies.count == 1)
        let page = try await server.request("GET", "/")
        #expect(page.status == 200 && page.values(of: "set-cookie").isEmpty)
        let both = try await server.request(
            "GET", "/api/workspaces",
            headers: ["authorization": "Bearer " + (try token(of: "ada")), "cookie": "jwt=" + (try token(of: "bob"))])
        #expect(both.status == 401)
        #expect(!server.log.contains(forged))
    }

    /// I9, scenario 46: a window ends with its token, and goes on with a newer one of the same user.
    @Test func aWindowEndsWithItsTokenUnlessItShowsANewerOne() async throws {
        let server = try await house().start()
        let ends = try await TestWindow.open(port: server.port, token: try token(of: "ada", for: 30))
        let stays = try await TestWindow.open(port: server.port, token: try token(of: "ada", for: 30))
        await #expect("another user's token") {
            try await stays.ask("identity.refresh", ["auth": ["token": .string(try token(of: "bob"))]])
        } throws: {
            ($0 as? TestWindow.Refused)?.code == "forbidden"
        }
        await #expect("no token at all") { try await stays.ask("identity.refresh", ["auth": [:]]) } throws: {
            ($0 as? TestWindow.Refused)?.code == "no-credential"
        }
        await #expect("an expired token") {
            try await stays.ask("identity.refresh", ["auth": ["token": .string(try token(of: "ada", for: -1))]])
        } throws: {
            ($0 as? TestWindow.Refused)?.code == "refused"
        }
        try await stays.ask("identity.refresh", ["auth": ["token": .string(try token(of: "ada"))]])
        let living = stays.showsLife()
        defer { living.cancel() }
        await #expect("it ends by itself, and not when windows are judged again") {
            try await ends.until("the server closes", within: .seconds(90)) { false }
        } throws: {
            ($0 as? TestWindow.Closed)?.reason == "refused: what you showed has expired"
        }
        let terminal = try await stays.attach(await stays.firstTerminal)
        try await stays.type("echo still''here\n", into: terminal)
        try await stays.until(terminal, shows: "stillhere")
    }

    /// J24 on the real server: a key in the file counts without a restart, and one that is gone ends what rested on it.
    @Test func keysChangeWhileTheServerRuns() async throws {
        let house = try house("sessions: {touch-every: 5s}")
        let server = try await house.start()
        let window = try await TestWindow.open(port: server.port, token: try token(of: "ada"))
        let next = Curve25519.Signing.PrivateKey()
        #expect(try await server.ask("GET", "/api/workspaces", token: try token(of: "ada", with: next)).status == 401)
        try writeKey(next, into: house)
        try await eventually("the new key counts") {
            try await server.ask("GET", "/api/workspaces", token: try token(of: "ada", with: next)).status == 200
        }
        #expect(try await server.ask("GET", "/api/workspaces", token: try token(of: "ada")).status == 401)
        #expect(try await window.untilClosed(within: .seconds(60)) == 4401)
    }

    /// The proxy's word counts from the proxy's address, which here is this machine's; a client's own does not.
    @Test func aProxysUserHasTheirWorkspaceAndAStrangersHeaderIsNothing() async throws {
        for (trusted, status) in [("127.0.0.1", 200), ("192.0.2.1", 401)] {
            let server = try await TestHouse(
                "identity: {strategies: [proxy-header], proxy-header: {trusted: [\(trusted)]}}"
            ).start()
            for _ in 0..<2 {
                let reply = try await server.request("GET", "/api/workspaces", headers: ["x-remote-user": "ada"])
                #expect(reply.status == status)
            }
        }
    }
}
