import SessionConfiguration
import SessionCore
import Testing

@Suite struct RedactionTests {
    private func shown(_ written: String) throws -> String? {
        let configuration = try ConfigurationSample.read(
            "storage: {tape: {device: \"${DEVICE}\"}}", environment: ["DEVICE": written])
        return configuration.settings.first { $0.key == "storage.tape.device" }?.value
    }

    @Test(arguments: [
        ("redis://user:pass@host:6379/0", "redis://***@host:6379/0"), ("redis://:pass@host", "redis://***@host"),
        ("redis://u:a/b@c@host/0", "redis://***@host/0"), ("redis://host:6379/0", "redis://host:6379/0"),
        ("a@b", "a@b"), ("plain", "plain"),
    ])
    func hidesUsersAndPasswordsOfAddresses(written: String, expected: String) throws {
        #expect(try shown(written) == expected)
    }

    @Test func hidesKeysThatHoldSecretsButGivesThemToThePlugin() throws {
        let text =
            "storage: {backend: tape, tape: {device: a, password: \"${PASS}\"}}\nidentity: {strategies: [socket-id]}"
        let configuration = try ConfigurationSample.read(text, environment: ["PASS": "hunter2"])
        #expect(ConfigurationSample.effective("storage.tape.password", configuration) == "*** from f.yaml:1:54")
        #expect(configuration.storage.settings.value("password") == "hunter2")
        #expect(!ConfigurationReport(configuration).text.contains("hunter2"))
        #expect(try !ConfigurationReport(configuration).json().contains("hunter2"))
    }

    @Test func hidesSecretsInProblemsToo() {
        let problems = ConfigurationSample.problems(
            "server: {host: \"${H}\"}", environment: ["H": "redis://u:hunter2@h"])
        #expect(problems.count == 1)
        #expect(problems.first?.contains("redis://***@h") == true, "\(problems)")
    }

    @Test(arguments: [
        ("storage: {tape: {password: hunter2}}", "f.yaml:1:28"),
        ("storage: {tape: {device: \"redis://u:hunter2@host/0\"}}", "f.yaml:1:26"),
        ("storage: {tape: {device: \"redis://:hunter2@host/0\"}}", "f.yaml:1:26"),
    ])
    func refusesASecretThatStandsInTheFile(text: String, place: String) {
        let problems = ConfigurationSample.problems(text)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix(place) == true, "\(problems)")
        #expect(problems.first?.contains("${NAME}") == true && problems.first?.contains("hunter2") == false)
    }

    @Test(arguments: ["redis://u:${PASS}@host/0", "redis://u@host", "redis://host:6379/0", "a:b@c"])
    func takesAnAddressWithoutAWrittenPassword(address: String) {
        let text = "storage: {tape: {device: \"\(address)\"}}"
        #expect(ConfigurationSample.problems(text, environment: ["PASS": "hunter2"]) == [])
    }
}
