import SessionConfiguration
import Testing

@Suite struct InterpolationTests {
    private static let environment = ["A": "one", "EMPTY": "", "TRICK": "x: &a ${A} $$", "_b2": "two"]

    @Test(arguments: [
        ("${A}", "one"), ("'${A}'", "one"), ("\"${A}\"", "one"), ("x/${A}/${_b2}", "x/one/two"), ("${NONE:-d}", "d"),
        ("${EMPTY:-d}", "d"), ("${EMPTY}", ""), ("${NONE:-}", ""), ("${A:-d}", "one"), ("$$A", "$A"), ("$${A}", "${A}"),
        ("a$$", "a$"), ("${NONE:-a:b-c}", "a:b-c"), ("${TRICK}", "x: &a ${A} $$"), ("a}b", "a}b"),
    ])
    func fillsInVariables(written: String, meant: String) throws {
        let configuration = try ConfigurationSample.read(
            "storage:\n  tape:\n    device: \(written)\n", environment: Self.environment)
        #expect(configuration.settings.first { $0.key == "storage.tape.device" }?.value == meant)
    }

    @Test(arguments: [
        RefusedText(
            "terminals:\n  shell: ${NONE}\n", "f.yaml:2:10: terminals.shell: the environment variable NONE is not set",
            "${NONE:-text}"),
        RefusedText("terminals:\n  shell: $A\n", "f.yaml:2:10: terminals.shell: a dollar sign", "$$"),
        RefusedText("terminals:\n  shell: a$\n", "f.yaml:2:10: terminals.shell: a dollar sign"),
        RefusedText("terminals:\n  shell: ${A\n", "f.yaml:2:10: terminals.shell: a variable is not closed"),
        RefusedText("terminals:\n  shell: ${}\n", "f.yaml:2:10: terminals.shell: \"${}\" is no variable"),
        RefusedText("terminals:\n  shell: ${1A}\n", "f.yaml:2:10: terminals.shell:"),
        RefusedText("terminals:\n  shell: ${A-d}\n", "f.yaml:2:10: terminals.shell:"),
        RefusedText("terminals:\n  shell: ${A:-${B}}\n", "f.yaml:2:10: terminals.shell:"),
        RefusedText("terminals:\n  shell: ${ A }\n", "f.yaml:2:10: terminals.shell:"),
        RefusedText("server:\n  port: ${A}\n", "f.yaml:2:9: server.port: \"one\" is wrong"),
    ])
    func refusesWhatIsNoVariable(_ refused: RefusedText) {
        refused.check(environment: Self.environment)
    }

    @Test func fillsInVariablesInLists() throws {
        let configuration = try ConfigurationSample.read(
            "server: {origins: [\"http://${A}.org\"]}", environment: Self.environment)
        #expect(configuration.server.origins == ["http://one.org"])
    }

    @Test func leavesKeysAlone() {
        #expect(ConfigurationSample.problems("\"${A}\": 1", environment: Self.environment).count == 1)
    }
}
