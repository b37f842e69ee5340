import TestSupport
import Testing

/// A server that would lay open more than anybody meant does not start unless a flag names it.
@Suite struct ExposureTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    /// What `serve` says that is refused; the flags of this test's user are given unless it is about them.
    private func refusal(_ yaml: String, _ flags: [String]) async throws -> (code: Int32, output: String) {
        let file = try folder.write("storage: {backend: memory}\naudit: {to: off}\n" + yaml, to: "mooring.yaml")
        return try await ChildProcess.run(
            BuildProducts.executable("mooring"),
            ["serve", "--config", file, "--data", folder.path("data"), "--port", "0"] + flags, environment: [:])
    }

    private func starts(_ yaml: String, _ flags: [String]) async throws -> Bool {
        let file = try folder.write("storage: {backend: memory}\naudit: {to: off}\n" + yaml, to: "mooring.yaml")
        let server = try await RunningServer(
            configuration: file, data: folder.path("data"), arguments: flags, keeping: folder)
        return try await server.terminate() == 0
    }

    @Test(.enabled(if: !ServeArguments.standing.isEmpty, "this user is not root"))
    func rootIsRefusedWithoutTheFlag() async throws {
        let answer = try await refusal("", [])
        #expect(answer.code == 1 && answer.output.contains("--allow-root"), "\(answer.output)")
        #expect(try await starts("", []))
    }

    @Test func aPublicAddressWithoutTLSIsRefusedWithoutTheFlag() async throws {
        let open = "server: {host: 0.0.0.0}\n"
        let answer = try await refusal(open, ServeArguments.standing + ["--allow-anonymous"])
        #expect(answer.code == 1 && answer.output.contains("--allow-plaintext"), "\(answer.output)")
        #expect(try await starts(open, ["--allow-plaintext", "--allow-anonymous"]))
    }

    @Test(arguments: ["workspace-token", "socket-id"])
    func strangersOnAPublicAddressAreRefusedWithoutTheFlag(_ strategy: String) async throws {
        let open = "server: {host: 0.0.0.0}\nidentity: {strategies: [\(strategy)]}\n"
        let answer = try await refusal(open, ServeArguments.standing + ["--allow-plaintext"])
        #expect(answer.code == 1 && answer.output.contains("--allow-anonymous"), "\(answer.output)")
    }

    /// Whoever has to prove who they are is no stranger.
    @Test func aPublicAddressWithTLSAndProofNeedsNoFlag() async throws {
        let certificates = try await TestCertificates()
        let yaml = """
            server: {host: 0.0.0.0, tls: {certificate: "\(certificates.certificate)", key: "\(certificates.key)"}}
            identity: {strategies: [proxy-header], proxy-header: {trusted: [127.0.0.1]}}

            """
        #expect(try await starts(yaml, []))
    }
}
