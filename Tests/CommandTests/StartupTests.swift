import Foundation
import TestSupport
import Testing

/// The real `mooring serve`, asked for what cannot be: it ends with 1 and says in words what to put right.
@Suite struct StartupTests {
    private let folder: TemporaryDirectory
    private let configuration: String

    init() throws {
        folder = try TemporaryDirectory()
        configuration = try folder.write("storage: {backend: memory}\n", to: "mooring.yaml")
    }

    private func serve(
        _ arguments: String..., environment: [String: String] = [:]
    ) async throws -> (code: Int32, output: String) {
        try await ChildProcess.run(
            BuildProducts.executable("mooring"), ["serve", "--port", "0"] + ServeArguments.standing + arguments,
            environment: environment)
    }

    @Test func theVariableNamesTheConfigurationWhereNoFlagDoes() async throws {
        let wrong = try folder.write("server: {prot: 1}\n", to: "wrong.yaml")
        let named = try await serve("--data", folder.path("data"), environment: ["MOORING_CONFIG": wrong])
        #expect(named.code == 2)
        #expect(named.output.contains("\(wrong):1:10"), "\(named.output)")
    }

    @Test func theFlagIsStrongerThanTheVariable() async throws {
        // Started with a file that is right, so that only a read of the other one could end it.
        let wrong = try folder.write("server: {prot: 1}\n", to: "wrong.yaml")
        let server = try await RunningServer(
            configuration: configuration, data: folder.path("data"), environment: ["MOORING_CONFIG": wrong],
            keeping: folder)
        #expect(try await server.terminate() == 0)
    }

    @Test func aDataFolderThatIsAFileIsNamed() async throws {
        let file = try folder.write("", to: "taken")
        for path in [file, file + "/below"] {
            let answer = try await serve("--config", configuration, "--data", path)
            #expect(answer.code == 1)
            #expect(answer.output.contains("the data folder \(path) cannot be used: "), "\(answer.output)")
            #expect(answer.output.contains("is not a folder; name another with --data DIR"), "\(answer.output)")
        }
    }

    /// Not even root may make a folder there; whoever is not root is told before it is tried.
    @Test func aDataFolderThatCannotBeMadeIsNamed() async throws {
        let answer = try await serve("--config", configuration, "--data", "/proc/mooring")
        #expect(answer.code == 1)
        #expect(answer.output.contains("the data folder /proc/mooring cannot be "), "\(answer.output)")
        #expect(answer.output.contains("name another with --data DIR"), "\(answer.output)")
        #expect(!answer.output.contains("NSError"), "\(answer.output)")
    }

    @Test func filesOfTLSThatAreNoPEMAreNamed() async throws {
        let certificate = try folder.write("no certificate\n", to: "certificate.pem")
        let key = try folder.write("no key\n", to: "key.pem")
        let more = "server: {tls: {certificate: certificate.pem, key: key.pem}}\n"
        let tls = try folder.write("storage: {backend: memory}\n" + more, to: "tls.yaml")
        let first = try await serve("--config", tls, "--data", folder.path("data"))
        #expect(first.code == 1)
        #expect(first.output.contains("\(certificate): cannot be used as a PEM file"), "\(first.output)")

        try folder.write(SamplePEM.certificate, to: "certificate.pem")
        let second = try await serve("--config", tls, "--data", folder.path("data"))
        #expect(second.code == 1)
        #expect(second.output.contains("\(key): cannot be used as a PEM file"), "\(second.output)")

        try folder.write(SamplePEM.foreignKey, to: "key.pem")
        let third = try await serve("--config", tls, "--data", folder.path("data"))
        #expect(third.code == 1)
        #expect(third.output.contains("\(key): cannot be used as the private key of"), "\(third.output)")
    }

    /// A name below `.invalid` is known to nobody (RFC 6761), and the address is one of documentation (RFC 5737).
    @Test(arguments: [
        ("nobody.invalid", "nobody.invalid: no such host is known"),
        ("192.0.2.1", "192.0.2.1: no address of this machine"),
    ])
    func aHostThatCannotBeListenedOnIsNamed(_ host: String, _ words: String) async throws {
        let answer = try await serve(
            "--config", configuration, "--data", folder.path("data"), "--host", host, "--allow-plaintext",
            "--allow-anonymous")
        #expect(answer.code == 1)
        #expect(answer.output.contains(words), "\(answer.output)")
        #expect(answer.output.contains("--host"), "\(answer.output)")
    }
}
