import Foundation
import SessionConfiguration
import SessionCore
import Testing

@Suite struct EncryptionSettingsTests {
    private static let good = "k AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"

    /// The problem of a configuration whose key file has a content and a mode; nothing when it is right.
    private func problem(_ content: String?, mode: Int = 0o600) throws -> String? {
        try TemporaryFolder.with { folder in
            let path = folder + "/keys"
            if let content {
                try content.write(toFile: path, atomically: true, encoding: .utf8)
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            }
            let problems = ConfigurationSample.problems("storage:\n  encryption:\n    key-file: \(path)\n")
            #expect(problems.count <= 1)
            return problems.first?.replacingOccurrences(of: folder, with: "…")
        }
    }

    @Test func aFileOfKeysTurnsEncryptionOn() throws {
        try TemporaryFolder.with { folder in
            let path = folder + "/keys"
            try Self.good.write(toFile: path, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
            let configuration = try ConfigurationSample.read("storage: {encryption: {key-file: \(path)}}")
            let encryption = try #require(configuration.storage.encryption)
            #expect(encryption.source == .file(path))
            #expect(encryption.keys.sealing.id == "k")
            #expect(configuration.guarantees.contains { $0.hasPrefix("encryption: payloads are sealed") })
        }
        #expect(try ConfigurationSample.read("").storage.encryption == nil)
    }

    @Test func aVariableGivesKeysToo() throws {
        let text = "storage: {encryption: {key-variable: SESSION_KEYS}}"
        let configuration = try ConfigurationSample.read(text, environment: ["SESSION_KEYS": Self.good])
        #expect(configuration.storage.encryption?.source == .variable("SESSION_KEYS"))
        let place = "f.yaml:1:38: storage.encryption.key-variable: the variable SESSION_KEYS"
        #expect(ConfigurationSample.problems(text).first?.hasPrefix(place + " is not set; allowed: ") == true)
        let wrong = ConfigurationSample.problems(text, environment: ["SESSION_KEYS": "k AAEC"])
        #expect(wrong.first?.hasPrefix(place + ": line 1: the key k has 3 bytes; it takes 32") == true, "\(wrong)")
        #expect(wrong.first?.contains("AAEC") == false)
    }

    @Test(arguments: [
        (nil, 0, "there is no file \"…/keys\""),
        (good, 0o604, "the key file \"…/keys\" may be used by every user of this machine"),
        (good, 0o602, "the key file \"…/keys\" may be used by every user of this machine"),
        (good, 0o660, "the key file \"…/keys\" may be changed by its group"),
        ("", 0o600, "the key file …/keys: there is no key in it"),
        ("# no key\n\nk AAEC\n", 0o600, "the key file …/keys:3: the key k has 3 bytes; it takes 32"),
        (good + good, 0o600, "the key file …/keys:2: the name k is taken already"),
    ])
    func aFileThatIsNotRightIsRefusedAtItsPlace(_ content: String?, _ mode: Int, _ what: String) throws {
        let problem = try #require(try problem(content, mode: mode))
        #expect(problem.hasPrefix("f.yaml:3:15: storage.encryption.key-file: " + what), "\(problem)")
        #expect(!problem.contains("AAEC"))
    }

    @Test func aFolderIsNoFileOfKeys() throws {
        try TemporaryFolder.with { folder in
            let problems = ConfigurationSample.problems("storage: {encryption: {key-file: \(folder)}}")
            #expect(problems.first?.contains("is a folder") == true)
        }
    }

    @Test func aFileAndAVariableAtOnceAreRefused() throws {
        let problems = ConfigurationSample.problems(
            "storage: {encryption: {key-file: /nowhere, key-variable: K}}", environment: ["K": Self.good])
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("f.yaml:1:58: storage.encryption.key-variable: the keys come from") == true)
    }

    @Test func theFailurePolicyIsReadAndExplained() throws {
        #expect(try ConfigurationSample.read("").whenUnavailable == .failClosed)
        let text = "sessions: {when-unavailable: read-only-stale, stale-for: 10s}"
        let configuration = try ConfigurationSample.read(text)
        #expect(configuration.whenUnavailable == .readOnlyStale(max: .seconds(10)))
        #expect(configuration.guarantees.contains { $0.contains("seen at most 10s ago") })
    }
}
