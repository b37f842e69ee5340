import SessionConfiguration
import SessionCore
import Testing

/// A configuration read in a test: from a text called `f.yaml`, with the plug-ins of ``StubPlugins``.
enum ConfigurationSample {
    typealias Override = ServerConfiguration.Override

    /// The configuration of a text that must be right.
    static func read(
        _ text: String, environment: [String: String] = [:], overrides: [Override] = []
    ) throws(ConfigurationProblems) -> ServerConfiguration {
        try ServerConfiguration.parse(
            text, named: "f.yaml", overrides: overrides, environment: environment, storage: StubPlugins.storage,
            identity: StubPlugins.identity)
    }

    /// What is wrong with a text, one description each; nothing when it is right.
    static func problems(
        _ text: String, environment: [String: String] = [:], overrides: [Override] = []
    ) -> [String] {
        do throws(ConfigurationProblems) {
            _ = try read(text, environment: environment, overrides: overrides)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    /// The effective value of a key and where it comes from, as `VALUE from ORIGIN`.
    static func effective(_ key: String, _ configuration: ServerConfiguration) -> String? {
        configuration.settings.first { $0.key == key }.map { "\($0.value) from \($0.origin)" }
    }
}

/// A text and the one problem it must have: its beginning, place included, and words that must follow.
struct RefusedText: CustomTestStringConvertible, Sendable {
    let text: String
    let beginning: String
    let words: [String]

    init(_ text: String, _ beginning: String, _ words: String...) {
        self.text = text
        self.beginning = beginning
        self.words = words
    }

    var testDescription: String { text.debugDescription }

    func check(environment: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation) {
        let problems = ConfigurationSample.problems(text, environment: environment)
        #expect(problems.count == 1, "\(problems)", sourceLocation: sourceLocation)
        #expect(problems.first?.hasPrefix(beginning) == true, "\(problems)", sourceLocation: sourceLocation)
        for word in words {
            #expect(
                problems.first?.contains(word) == true, "no \"\(word)\": \(problems)", sourceLocation: sourceLocation)
        }
    }
}
