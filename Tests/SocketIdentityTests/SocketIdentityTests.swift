import SessionCore
import SocketIdentity
import Testing

@Suite struct SocketIdentityTests {
    let now = Timestamp(milliseconds: 1)

    /// I1: the documented limit.
    @Test func twoConnectionsAreTwoPrincipals() async throws {
        let first = try await SocketIdentity().identify(Credentials(connection: "a1"), at: now)
        let second = try await SocketIdentity().identify(Credentials(connection: "a2"), at: now)
        #expect(first?.principal == Principal.socket("a1"))
        #expect(first?.principal != second?.principal)
    }

    @Test func aSingleRequestIsNobody() async throws {
        #expect(try await SocketIdentity().identify(Credentials(remoteAddress: "127.0.0.1"), at: now) == nil)
    }

    /// I1: the id of another live socket, claimed in whatever a client can fill in, counts for nothing.
    @Test func whatTheClientClaimsIsNotLookedAt() async throws {
        let claim = Credentials(
            connection: "mine", auth: ["sid": "victim", "token": "victim", "connection": "victim"],
            headers: [.init("x-socket-id", "victim")], cookies: [.init("io", "victim")])
        #expect(try await SocketIdentity().identify(claim, at: now)?.principal == Principal.socket("mine"))
    }
}
