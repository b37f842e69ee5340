/// A certificate authority of a test's own and a certificate for a server, made by `openssl`.
package final class TestCertificates: Sendable {
    private let directory: TemporaryDirectory

    /// - Parameter name: what the server's certificate is for: a DNS name or, as `IP:127.0.0.1`, an address.
    package init(for name: String = "DNS:localhost,IP:127.0.0.1") async throws {
        directory = try TemporaryDirectory("mooring-certificates")
        try directory.write("subjectAltName=\(name)\nbasicConstraints=CA:FALSE\n", to: "names.cnf")
        try await openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=Test authority", "-keyout", directory.path("ca.key"), "-out", authority)
        try await openssl(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=Test",
            "-keyout", key, "-out", directory.path("server.csr"))
        try await openssl(
            "x509", "-req", "-in", directory.path("server.csr"), "-CA", authority, "-CAkey",
            directory.path("ca.key"), "-CAcreateserial", "-days", "2", "-extfile", directory.path("names.cnf"),
            "-out", certificate)
    }

    /// The path of the authority's certificate, PEM.
    package var authority: String { directory.path("ca.crt") }
    /// The path of the server's certificate, PEM.
    package var certificate: String { directory.path("server.crt") }
    /// The path of the server's private key, PEM.
    package var key: String { directory.path("server.key") }

    private func openssl(_ arguments: String...) async throws {
        let (code, output) = try await ChildProcess.run("/usr/bin/openssl", arguments)
        guard code == 0 else { throw ConnectionEnded("making certificates; openssl said:\n\(output)") }
    }
}
