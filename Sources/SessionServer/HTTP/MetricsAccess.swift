import Crypto
import SessionCore

/// Who may read the measurements: whoever shows the token, and where none is set, only this machine.
///
/// A reverse proxy on this machine makes everybody look local. So a request that says it was passed on is not, and where
/// further origins are configured, which is how a server behind a proxy is known by another name, nobody is.
struct MetricsAccess: Sendable {
    private let digest: SHA256Digest?
    private let isBehindAnotherName: Bool

    init(token: String?, isBehindAnotherName: Bool) {
        digest = token.map { SHA256.hash(data: Array($0.utf8)) }
        self.isBehindAnotherName = isBehindAnotherName
    }

    func allows(_ credentials: Credentials) -> Bool {
        guard let digest else {
            return !isBehindAnotherName && MetricsAccess.isLoopback(credentials.remoteAddress)
                && !credentials.headers.contains { MetricsAccess.passedOn.contains($0.name) }
        }
        // Digests are compared in constant time.
        return credentials.bearerTokens.contains { SHA256.hash(data: Array($0.utf8)) == digest }
    }

    private static let passedOn: Set = [
        "forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip",
    ]

    private static func isLoopback(_ address: String?) -> Bool {
        guard let address else { return false }
        return address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
    }
}
