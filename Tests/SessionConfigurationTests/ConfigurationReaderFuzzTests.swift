import SessionConfiguration
import SessionCore
import Testing

/// Whatever the text, the reader answers with settings or with problems, and never takes what it says it refuses.
@Suite struct ConfigurationReaderFuzzTests {
    /// SplitMix64: the same numbers on every machine.
    private struct SeededGenerator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let seedText = """
        # comment & * !
        server: {host: 127.0.0.1, port: 1, origins: [http://a.b, "https://c.d"], tls: {certificate: , key: ''}}
        storage:
          backend: file
          file: {path: "${HOME:-x}"}
        identity:
          strategies:
          - workspace-token
          - socket-id
        terminals:
          shell: 'it''s'
          grace: {without-identity: 0s}

        """

    private static let pieces = [
        "&a ", "*a", "!t ", "<<: ", "- ", "? ", ": ", "[", "]", "{", "}", ",", "\"", "'", "#", " # ", "|", ">", "%",
        "@",
        "---\n", "...\n", "\t", "\n", "\r\n", "  ", "${", "}", "$", "\\", "\u{0}", "\u{FEFF}", "é", "🙂", "never",
        "server",
        "~", "a: b\n", "&a [*a]",
    ].map { Array($0.utf8) }

    private static func mutated(_ bytes: [UInt8], times count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<count {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: place)
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...8, using: &generator)))
            case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 3: bytes = Array(bytes[..<place]) + bytes[(place / 2)...]
            default: bytes.insert(contentsOf: bytes[..<min(place, 40)], at: place)
            }
            if bytes.count > 4_000 { bytes = Array(bytes[..<4_000]) }
        }
        return bytes
    }

    @Test func noTextMakesTheReaderTrapOrLoop() {
        let reader = ConfigurationReader(storage: StubPlugins.storage, identity: StubPlugins.identity)
        var generator = SeededGenerator(state: 57_575)
        var taken = 0
        var bytes = Array(Self.seedText.utf8)
        for round in 0..<4_000 {
            let isFresh = round.isMultiple(of: 2)
            let start = isFresh ? Array(Self.seedText.utf8) : bytes
            bytes = Self.mutated(start, times: isFresh ? 1 : Int.random(in: 1...6, using: &generator), &generator)
            do throws(ConfigurationProblems) {
                _ = try reader.read(bytes, named: "f.yaml", environment: ["HOME": "/"], overrides: [])
                taken += 1
            } catch {
                let isTold = !error.problems.isEmpty && error.problems.allSatisfy { !$0.description.isEmpty }
                #expect(isTold, "round \(round): \(String(decoding: bytes, as: UTF8.self))")
                // The parser's own refusals of these are a second wall: none may be needed.
                let isMissed = error.problems.contains {
                    $0.what.hasPrefix("anchors, aliases") || $0.what.hasSuffix("is given twice")
                }
                #expect(!isMissed, "round \(round): \(error)\n\(String(decoding: bytes, as: UTF8.self))")
            }
        }
        #expect(taken > 20, "the mutations are too wild to test what is taken: \(taken)")
    }
}
