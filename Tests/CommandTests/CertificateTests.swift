import Foundation
import TestSupport
import Testing

/// A renewed certificate is used by new connections without a restart, and a broken one by nobody.
@Suite struct CertificateTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func put(_ certificates: TestCertificates) throws {
        // Written beside and moved, as tools that renew do.
        for (from, name) in [(certificates.certificate, "server.crt"), (certificates.key, "server.key")] {
            let next = folder.path(name + ".next")
            try Data(contentsOf: URL(fileURLWithPath: from)).write(to: URL(fileURLWithPath: next))
            try #require(rename(next, folder.path(name)) == 0)
        }
    }

    /// Whether a connection is answered with a certificate of this authority.
    private func isAnswered(_ server: RunningServer, by certificates: TestCertificates) async throws -> Bool {
        let (_, output) = try await ChildProcess.run(
            "/usr/bin/openssl",
            [
                "s_client", "-connect", "127.0.0.1:\(server.port)", "-CAfile", certificates.authority,
                "-verify_return_error", "-brief",
            ])
        return output.contains("Verification: OK")
    }

    @Test(.timeLimit(.minutes(2))) func aRenewedCertificateIsTakenIntoUseAndABrokenOneIsNot() async throws {
        let (old, new) = (try await TestCertificates(), try await TestCertificates())
        try put(old)
        let file = try folder.write(
            "storage: {backend: memory}\nserver: {tls: {certificate: server.crt, key: server.key}}\n",
            to: "mooring.yaml")
        let server = try await RunningServer(
            configuration: file, data: folder.path("data"), keeping: folder)
        #expect(try await isAnswered(server, by: old))
        try put(new)
        try await eventually(within: .seconds(60), "the new certificate") { try await isAnswered(server, by: new) }
        #expect(try await !isAnswered(server, by: old))
        try folder.write("no certificate\n", to: "server.crt")
        try await eventually(within: .seconds(60), "a warning") { server.log.contains("files of TLS are not right") }
        #expect(try await isAnswered(server, by: new))
        #expect(server.isRunning)
    }
}
