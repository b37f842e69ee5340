import SessionCore
import SessionTesting
import SocketIdentity
import Testing

@Suite struct SocketIdentityConformanceTests {
    /// The server gives the id: there is nothing to refuse, to be two, to ask for or to keep secret.
    @Test(arguments: IdentityConformance.cases(for: []))
    func keeps(_ promise: IdentityConformance) async {
        await promise.check {
            IdentitySamples(
                of: SocketIdentity(), at: Timestamp(milliseconds: 1), trusted: [Credentials(connection: "a1")],
                another: Credentials(connection: "b2"),
                foreign: [
                    Credentials(headers: [.init("authorization", "Bearer a1")]),
                    Credentials(cookies: [.init("mooring", "a1")], remoteAddress: "127.0.0.1"),
                ])
        }
    }
}
