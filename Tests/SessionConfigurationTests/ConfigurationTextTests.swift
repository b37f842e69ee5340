import SessionConfiguration
import SessionCore
import Testing

@Suite struct ConfigurationTextTests {
    private func problem(_ bytes: [UInt8]) -> String? {
        let reader = ConfigurationReader(storage: StubPlugins.storage, identity: StubPlugins.identity)
        do throws(ConfigurationProblems) {
            _ = try reader.read(bytes, named: "f.yaml", environment: [:], overrides: [])
            return nil
        } catch {
            return error.problems.count == 1 ? error.description : "several: \(error)"
        }
    }

    /// Bytes after a text, and the beginning of what must be said of them.
    private static let unreadable: [(String, [UInt8], String)] = [
        ("a: 1\nb: ", [0xC3, 0x28], "f.yaml:2:4: this is not UTF-8"),
        ("é", [0xFF], "f.yaml:1:2: this is not UTF-8"),
        ("", [0xED, 0xA0, 0x80], "f.yaml:1:1: this is not UTF-8"),
        ("# a", [0], "f.yaml:1:4: the character U+0000"),
        ("# \u{7}", [], "f.yaml:1:3: the character U+0007"),
        ("# \u{85}", [], "f.yaml:1:3: the character U+0085"),
        ("#\n# \u{2028}", [], "f.yaml:2:3: the character U+2028"),
        ("# \u{FEFF}", [], "f.yaml:1:3: the character U+FEFF"),
        ("# a\rb: 1", [], "f.yaml:1:4: the character U+000D"),
        ("# a\r", [], "f.yaml:1:4: the character U+000D"),
    ]

    @Test(arguments: unreadable)
    func refusesWhatIsNoReadableText(text: String, bytes: [UInt8], expected: String) {
        let problem = problem(Array(text.utf8) + bytes)
        #expect(problem?.hasPrefix(expected) == true, "\(problem ?? "no problem")")
    }

    @Test func takesAFileOfTheLargestSizeAndNoByteMore() {
        let largest = [UInt8](repeating: UInt8(ascii: "#"), count: 256 * 1024)
        #expect(problem(largest) == nil)
        #expect(problem(largest + [UInt8(ascii: "#")])?.hasPrefix("f.yaml:1:1: the file has more than 256 KiB") == true)
    }
}
