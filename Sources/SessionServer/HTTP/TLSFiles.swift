/// Where the PEM files for TLS are.
package struct TLSFiles: Sendable, Hashable {
    /// The certificate and its chain.
    package var certificate: String
    /// The private key.
    package var key: String

    package init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
}
