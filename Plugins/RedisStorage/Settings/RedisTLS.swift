import NIOCore
import NIOSSL
import SessionCore

/// How a connection is made private, and how the server proves who it is. It always must.
struct RedisTLS: Sendable {
    private let context: NIOSSLContext
    /// The name that the server's certificate must bear; nothing when it must be for the address itself.
    let serverName: String?

    /// - Parameters:
    ///   - authorities: the path of the certificates to trust, PEM; those of the system when nothing.
    ///   - certificate: the path of a certificate to show, PEM, and of its key.
    init(
        authorities: String?, certificate: (path: String, key: String)?, serverName: String?
    ) throws(StorageError) {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.shutdownTimeout = Limits.longestFarewell
        if let authorities { configuration.trustRoots = .file(authorities) }
        do {
            if let certificate {
                configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate.path)
                    .map { .certificate($0) }
                configuration.privateKey = try .privateKey(NIOSSLPrivateKey(file: certificate.key, format: .pem))
            }
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw StorageError(
                .misconfigured,
                "a file of redis.tls-ca, tls-certificate or tls-key cannot be read as PEM, or the key does not fit")
        }
        self.serverName = serverName
    }

    func handler() throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: serverName)
    }

    /// What a person must mend, when the error says so.
    static func misconfiguration(_ error: any Error) -> String? {
        if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
            return "the server's certificate is for another name; see the setting tls-server-name"
        }
        guard error is NIOSSLError || error is BoringSSLError else { return nil }
        let text = String(describing: error)
        if text.contains("CERTIFICATE_VERIFY_FAILED") {
            return "the server's certificate is not from an authority that is trusted; see the setting tls-ca"
        }
        if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
            return "the server does not speak TLS on this port; use redis:// or the server's TLS port"
        }
        if text.contains("ALERT") || text.contains("CERTIFICATE_REQUIRED") {
            return "the server refused it; it may ask for a client certificate"
        }
        return nil
    }
}
