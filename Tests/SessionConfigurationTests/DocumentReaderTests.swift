import SessionConfiguration
import Testing

@Suite struct DocumentReaderTests {
    @Test(arguments: [
        RefusedText(
            "server:\n  prot: 1\n", "f.yaml:2:3: there is no key \"prot\" in server",
            "allowed: host, port, origins, tls", "did you mean \"port\"?"),
        RefusedText("servr:\n", "f.yaml:1:1: there is no key \"servr\"", "did you mean \"server\"?"),
        RefusedText("term: 1\n", "f.yaml:1:1: there is no key \"term\"", "did you mean \"terminals\"?"),
        RefusedText("port: 1\n", "f.yaml:1:1: there is no key \"port\"", "did you mean \"server.port\"?"),
        RefusedText("server: {host: a, x: {y: 1}}\n", "f.yaml:1:19: there is no key \"x\" in server"),
        RefusedText("storage:\n  redis: {url: x}\n", "f.yaml:2:3: there is no key \"redis\" in storage", "file, tape"),
        RefusedText("storage: {tape: {sped: 1}}\n", "f.yaml:1:18: there is no key \"sped\"", "did you mean \"speed\""),
        RefusedText("identity:\n  user-jwt:\n    issuer: a\n", "f.yaml:2:3: there is no key \"user-jwt\" in identity"),
        RefusedText("server.port: 1\n", "f.yaml:1:1: there is no key \"server.port\""),
        RefusedText("1: 2\n", "f.yaml:1:1: there is no key \"1\""),
        RefusedText("~: 2\n", "f.yaml:1:1: there is no key \"~\""),
        RefusedText("\"\": 2\n", "f.yaml:1:1: there is no key \"\""),
        RefusedText("Server:\n", "f.yaml:1:1: there is no key \"Server\"", "did you mean \"server\"?"),
    ])
    func refusesAnUnknownKeyAndSuggestsTheNearest(_ refused: RefusedText) {
        refused.check()
    }

    @Test func suggestsNothingWhenNothingIsNear() {
        let problems = ConfigurationSample.problems("banana: 1\n")
        #expect(problems.count == 1)
        #expect(problems.first?.contains("did you mean") == false, "\(problems)")
    }

    @Test(arguments: [
        RefusedText("server: 1\n", "f.yaml:1:9: server: a text stands where keys are expected", "allowed: host, port"),
        RefusedText("server: [a]\n", "f.yaml:1:9: server: a list stands where keys"),
        RefusedText("- a\n", "f.yaml:1:1: a list stands where keys", "allowed: server, "),
        RefusedText("server:\n  port: [1]\n", "f.yaml:2:9: server.port: a list stands where a value"),
        RefusedText("server:\n  port: {a: 1}\n", "f.yaml:2:9: server.port: keys and values stands where a value"),
        RefusedText(
            "identity:\n  strategies: socket-id\n", "f.yaml:2:15: identity.strategies: a text stands where a list"),
        RefusedText("identity:\n  strategies:\n", "f.yaml:2:14: identity.strategies: nothing stands where a list"),
        RefusedText("server: {origins: [[a]]}\n", "f.yaml:1:19: server.origins: a list stands in the list"),
        RefusedText("terminals:\n  shell: null\n", "f.yaml:2:10: terminals.shell: \"null\" is no value"),
        RefusedText("terminals:\n  shell: ~\n", "f.yaml:2:10: terminals.shell: \"~\" is no value"),
    ])
    func refusesAValueOfTheWrongShape(_ refused: RefusedText) {
        refused.check()
    }

    @Test func takesWordsInQuotesAsTexts() throws {
        #expect(try ConfigurationSample.read("terminals: {shell: \"null\"}").terminals.shell == "null")
    }

    @Test func tellsAllProblemsInTheOrderOfTheFile() {
        let problems = ConfigurationSample.problems(
            "logging: {level: loud}\nserver:\n  port: 99999\n  hst: a\nstorage: {backend: disk}\n",
            environment: ["MOORING_SERVER_PORT": "x"])
        let places = problems.map { $0.prefix { $0 != " " } }
        #expect(places == ["f.yaml:1:18:", "f.yaml:3:9:", "f.yaml:4:3:", "f.yaml:5:20:", "MOORING_SERVER_PORT:"])
    }

    @Test func tellsTwentyProblemsAndCountsTheRest() throws {
        let text = (1...50).map { "key\($0): 1\n" }.joined()
        let error = #expect(throws: ConfigurationProblems.self) { try ConfigurationSample.read(text) }
        #expect(error?.problems.count == 20)
        #expect(error?.omitted == 30)
        #expect(error?.description.hasSuffix("and 30 more") == true)
    }
}
