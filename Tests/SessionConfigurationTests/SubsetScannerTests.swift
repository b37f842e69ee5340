import SessionConfiguration
import SessionCore
import Testing

@Suite struct SubsetScannerTests {
    @Test(arguments: [
        RefusedText("server: &a\n  port: 1\n", "f.yaml:1:9: anchors"),
        RefusedText("server:\n  &a port: 1\n", "f.yaml:2:3: anchors"),
        RefusedText("&a server:\n  port: 1\n", "f.yaml:1:1: anchors"),
        RefusedText("server:\n  port: &a 1\n", "f.yaml:2:9: anchors"),
        RefusedText("server: {port: &a 1}\n", "f.yaml:1:16: anchors"),
        RefusedText("server: {origins: [&a http://a.b]}\n", "f.yaml:1:20: anchors"),
        RefusedText("server: {&a port: 1}\n", "f.yaml:1:10: anchors"),
        RefusedText("server:\n  origins:\n    - &a http://a.b\n", "f.yaml:3:7: anchors"),
        RefusedText("server:\n  origins: &a [http://a.b]\n", "f.yaml:2:12: anchors"),
        RefusedText("server:\n  port: *a\n", "f.yaml:2:9: aliases"),
        RefusedText("server: {port: *a}\n", "f.yaml:1:16: aliases"),
        RefusedText("*a : 1\n", "f.yaml:1:1: aliases"),
        RefusedText("server:\n  port: !!int 1\n", "f.yaml:2:9: tags"),
        RefusedText("server:\n  port: !x\n", "f.yaml:2:9: tags"),
        RefusedText("server:\n  port: !<tag:yaml.org,2002:int> 1\n", "f.yaml:2:9: tags"),
        RefusedText("!x server:\n  port: 1\n", "f.yaml:1:1: tags"),
        RefusedText("server:\n  <<: {port: 1}\n", "f.yaml:2:3: merge keys"),
        RefusedText("server: {\"<<\": {port: 1}}\n", "f.yaml:1:10: merge keys"),
        RefusedText("# é\nserver: {host: é, port: &a 1}\n", "f.yaml:2:25: anchors"),
    ])
    func refusesWhatPointsElsewhere(_ refused: RefusedText) {
        refused.check()
    }

    @Test(arguments: [
        RefusedText("server:\n  port: 1\n  host: a\n  port: 2\n", "f.yaml:4:3: the key \"port\"", "on line 2"),
        RefusedText("server:\n  port: 1\nlogging:\nserver:\n", "f.yaml:4:1: the key \"server\"", "on line 1"),
        RefusedText("server: {port: 1, \"port\": 2}\n", "f.yaml:1:19: the key \"port\""),
        RefusedText("server: {port: 1,\n  'port': 2}\n", "f.yaml:2:3: the key \"port\""),
        RefusedText("server:\n  tls: {key: a}\n  'tls':\n    key: b\n", "f.yaml:3:3: the key \"tls\""),
        RefusedText(
            "server:\n  origins:\n  - http://a.b\n  port: 1\n  origins: []\n", "f.yaml:5:3: the key \"origins\""),
        RefusedText("server:\n  ho'st: 1\n  'ho''st': 2\n", "f.yaml:3:3: the key \"ho'st\""),
    ])
    func refusesADuplicateKeyWhereItStandsAgain(_ refused: RefusedText) {
        refused.check()
    }

    @Test func takesTheSameKeyInDifferentMappings() throws {
        let text = "storage:\n  file:\n    path: a\n  tape:\n    device: d\nidentity: {socket-id: {linger: 1s}}\n"
        let configuration = try ConfigurationSample.read(text)
        #expect(configuration.storage.settings.value("path") == "a")
    }

    @Test(arguments: [
        RefusedText("---\nlogging:\n---\nserver:\n", "f.yaml:3:1: a file holds one document"),
        RefusedText("logging:\n---\n", "f.yaml:2:1: a file holds one document"),
        RefusedText("---\n---\n", "f.yaml:2:1: a file holds one document"),
        RefusedText("logging:\n...\n", "f.yaml:2:1: the end of a document"),
        RefusedText("%YAML 1.2\n---\nlogging:\n", "f.yaml:1:1: directives"),
        RefusedText("logging:\n%TAG ! x\n", "f.yaml:2:1: directives"),
        RefusedText("server: {\n---\n}\n", "f.yaml:2:1: a file holds one document"),
        RefusedText("--- {server: }\n", "f.yaml:1:5: nothing may follow"),
    ])
    func refusesMoreThanOneDocument(_ refused: RefusedText) {
        refused.check()
    }

    @Test(arguments: [
        RefusedText("server:\n\tport: 1\n", "f.yaml:2:1: a tab"),
        RefusedText("server:\n  port:\t1\n", "f.yaml:2:8: a tab"),
        RefusedText("server: {port:\t1}\n", "f.yaml:1:15: a tab"),
        RefusedText("server:\n  host: a\tb\n", "f.yaml:2:10: a tab"),
        RefusedText("terminals:\n  shell: |\n    a\n", "f.yaml:2:10: texts over several lines"),
        RefusedText("terminals:\n  shell: >-\n    a\n", "f.yaml:2:10: texts over several lines"),
        RefusedText("terminals:\n  shell: \"a\n    b\"\n", "f.yaml:2:10: the quote is not closed"),
        RefusedText("terminals:\n  shell: 'a\n    b'\n", "f.yaml:2:10: the quote is not closed"),
        RefusedText("terminals:\n  shell: a\n    b\n", "f.yaml:3:5: this line is no"),
        RefusedText("terminals:\n  shell:\n    a\n", "f.yaml:3:5: this line is no"),
        RefusedText("terminals: {shell: a\n  b}\n", "f.yaml:2:3: a comma is missing"),
        RefusedText("hello\n", "f.yaml:1:1: this line is no"),
        RefusedText("? server\n: 1\n", "f.yaml:1:1: keys with a question mark"),
        RefusedText("server: - a\n", "f.yaml:1:9: a list with dashes"),
        RefusedText("server:\n  port: 1: 2\n", "f.yaml:2:10: nothing may follow"),
        RefusedText("server:\n  port: \"1\" 2\n", "f.yaml:2:13: nothing may follow"),
        RefusedText("server:\n  origins: []x\n", "f.yaml:2:14: nothing may follow"),
        RefusedText("server:\n  origins: [\n", "f.yaml:2:12: the [ is not closed"),
        RefusedText("server: {port: 1\n", "f.yaml:1:9: the { is not closed"),
        RefusedText("server: {port: 1]\n", "f.yaml:1:17: this does not close"),
        RefusedText("server: {origins: [http://a.b}}\n", "f.yaml:1:30: this does not close"),
        RefusedText("server: {origins: [,]}\n", "f.yaml:1:20: an entry is missing"),
        RefusedText("server: {port}\n", "f.yaml:1:14: a colon and a value"),
        RefusedText("server: {port, host}\n", "f.yaml:1:14: a colon and a value"),
        RefusedText("server: {: 1}\n", "f.yaml:1:10: a key is missing"),
        RefusedText("server: {origins: [a: b]}\n", "f.yaml:1:21: a list holds values"),
        RefusedText("[a]: b\n", "f.yaml:1:1: a key is a word"),
        RefusedText("{a: b}: c\n", "f.yaml:1:1: a key is a word"),
        RefusedText("server: {[a]: b}\n", "f.yaml:1:10: a key is a word"),
        RefusedText("server:\n  host: @a\n", "f.yaml:2:9: a value cannot begin with @"),
        RefusedText("server:\n  host: `a\n", "f.yaml:2:9: a value cannot begin with `"),
        RefusedText("server:\n  host: %a\n", "f.yaml:2:9: a value cannot begin with %"),
        RefusedText("server:\n  host: ]\n", "f.yaml:2:9: a value cannot begin with ]"),
        RefusedText("terminals: {shell: ${A}}\n", "f.yaml:1:21: inside [ ] and { } a text with ${…}"),
    ])
    func refusesWhatTheSubsetLeavesOut(_ refused: RefusedText) {
        refused.check()
    }

    @Test(arguments: [
        ("a&b", "a&b"), ("'&a'", "&a"), ("\"&a\"", "&a"), ("'*/5'", "*/5"), ("\"*/5\"", "*/5"), ("a*b", "a*b"),
        ("a!", "a!"), ("'!x'", "!x"), ("a # & comment *", "a"), ("a#b", "a#b"), ("'a # b'", "a # b"), ("a:b", "a:b"),
        ("'a: b'", "a: b"), ("\"a \\\" & b\"", "a \" & b"), ("'it''s'", "it's"), ("\"a\\tb\"", nil), ("a, b", "a, b"),
        ("a | b", "a | b"), ("a > b", "a > b"), ("-a", "-a"), ("a -- b", "a -- b"), ("\"---\"", "---"),
        ("--- x", "--- x"),
        ("a [b] {c}", "a [b] {c}"), ("'<<'", "<<"), ("<<", "<<"), ("ünïcode", "ünïcode"), ("?a", "?a"), (":a", ":a"),
    ])
    func takesSpecialCharactersInsideTexts(written: String, meant: String?) throws {
        let text = "# & * ! %\nstorage:\n  tape:\n    device: \(written)\n"
        if let meant {
            let configuration = try ConfigurationSample.read(text)
            #expect(configuration.settings.first { $0.key == "storage.tape.device" }?.value == meant)
        } else {
            #expect(ConfigurationSample.problems(text).first?.contains("cannot be seen") == true)
        }
    }

    @Test(arguments: [
        "", "\n", "# nothing\n", "---\n", "--- # nothing\n\n", "\u{FEFF}", "server:\n", "server: {}\n", "  \n\r\n#\r\n",
        "server:\nlogging:\n",
    ])
    func takesATextThatSaysNothingAsTheDefaults(_ text: String) throws {
        let configuration = try ConfigurationSample.read(text)
        #expect(configuration.settings.allSatisfy { $0.origin == .standard })
    }

    @Test func takesFlowFormsOverSeveralLines() throws {
        let text = """
            {
              server: { # one
                "port":1, host: 'localhost', origins: [
                  http://a.b, # & two
                  "https://c.d",
                ], tls: {certificate: , key: },
              },
            }
            """
        let configuration = try ConfigurationSample.read(text)
        #expect(configuration.server.port == 1)
        #expect(configuration.server.origins == ["http://a.b", "https://c.d"])
    }

    @Test func takesListsWithDashesBesideTheirKey() throws {
        let text = "server:\r\n  origins:\r\n  - http://a.b\r\n  -   'http://c.d'\r\n  port: 7\r\n"
        let configuration = try ConfigurationSample.read(text)
        #expect(configuration.server.origins == ["http://a.b", "http://c.d"])
        #expect(configuration.server.port == 7)
    }

    @Test func tellsSeveralRefusalsAtOnce() {
        let problems = ConfigurationSample.problems("server: &a\n  port: *a\n  host: !x y\n")
        #expect(problems.map { $0.prefix(11) } == ["f.yaml:1:9:", "f.yaml:2:9:", "f.yaml:3:9:"])
    }

    @Test(arguments: ["[", "{a: ", "- "])
    func stopsAtTheDepthLimitWithoutReadingOn(_ opening: String) {
        let problems = ConfigurationSample.problems(String(repeating: opening, count: 20_000))
        #expect(problems.count == 1)
        #expect(problems.first?.contains("more than 16 deep") == true, "\(problems)")
    }

    @Test func aBombOfAliasesIsRefusedAtItsFirstAnchor() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            text +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        let problems = ConfigurationSample.problems(text)
        #expect(problems.first?.hasPrefix("f.yaml:1:5: anchors") == true, "\(problems)")
    }
}
