import Glibc
import SessionConfiguration
import SessionCore

/// What a server would lay open. The three that cost most are refused unless a flag names them.
struct Exposure {
    let allowed: ExposureOptions
    let server: ServerSettings

    /// Throws when a shell would be root's.
    func checkUser(effective user: uid_t = geteuid()) throws(StartupProblem) {
        guard user == 0, !allowed.allowRoot else { return }
        throw StartupProblem(
            "running as root is refused: whoever gets in has a shell of root's; "
                + "run it as another user, or say --allow-root")
    }

    /// Throws when other machines could connect without TLS, or be given a shell without having proven anything.
    ///
    /// The strategies themselves are asked who a stranger is, so it holds for those of others too.
    func checkReach(_ chain: IdentityChain, at now: Timestamp) async throws(StartupProblem) {
        guard !server.isLoopback else { return }
        guard server.tls != nil || allowed.allowPlaintext else {
            throw StartupProblem(
                "listening on \(server.host) without TLS is refused: tokens and keystrokes could be read on the way; "
                    + "give server.tls a certificate, listen on 127.0.0.1, or say --allow-plaintext")
        }
        let stranger = Credentials(connection: "stranger", remoteAddress: "192.0.2.1")
        let isKnown = (try? await chain.identify(stranger, at: now)) != nil
        guard isKnown || chain.issuer != nil, !allowed.allowAnonymous else { return }
        throw StartupProblem(
            "listening on \(server.host) is refused while strangers are given a shell: "
                + "choose identity.strategies that ask for proof (user-jwt, proxy-header), listen on 127.0.0.1, "
                + "or say --allow-anonymous")
    }
}
