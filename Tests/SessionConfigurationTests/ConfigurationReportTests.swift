import Foundation
import SessionConfiguration
import Testing

@Suite struct ConfigurationReportTests {
    private func configuration() throws -> ServerConfiguration {
        try ConfigurationSample.read(
            "server:\n  host: 0.0.0.0\nsessions: {absolute: never}\n", environment: ["MOORING_LOGGING_LEVEL": "debug"],
            overrides: [.init("server.port", "80", flag: "--port")])
    }

    @Test func theTableIsAlignedAndNamesEachOrigin() throws {
        let lines = ConfigurationReport(try configuration()).text.split(
            separator: "\n", omittingEmptySubsequences: false)
        let table = lines.prefix { !$0.isEmpty }
        let column = try #require(table.first?.range(of: "FROM")?.lowerBound.utf16Offset(in: table[0]))
        for line in table.dropFirst() {
            let characters = Array(line)
            #expect(characters.count > column && characters[column] != " " && characters[column - 1] == " ", "\(line)")
        }
        #expect(table.contains { $0.hasPrefix("server.host ") && $0.hasSuffix(" f.yaml:2:9") })
        #expect(table.contains { $0.hasPrefix("server.port ") && $0.hasSuffix(" --port") })
        #expect(table.contains { $0.hasPrefix("logging.level ") && $0.hasSuffix(" MOORING_LOGGING_LEVEL") })
        #expect(table.contains { $0.hasPrefix("storage.backend ") && $0.hasSuffix(" default") })
        #expect(table.contains { $0.hasPrefix("server.tls.key ") && $0.contains(" \"\" ") })
    }

    @Test func itSaysWhatTheSettingsGuarantee() throws {
        let text = ConfigurationReport(try configuration()).text
        #expect(text.contains("- storage file, durability normal: Survives the process."))
        #expect(text.contains("- identity workspace-token: Windows share."))
        #expect(text.contains("- identity workspace-token: Tokens are random."))
        #expect(text.contains("one lives for 7d after its last use, which is noted at most every 1m; without an end"))
        #expect(text.contains("goes on for ever when its owner can come back, not at all when not"))
        #expect(text.contains("other machines can connect, without TLS"))
        #expect(text.contains("Warnings\n- f.yaml:2:9: server.host:"))
    }

    @Test func withoutWarningsThereIsNoWordOfThem() throws {
        #expect(!ConfigurationReport(try ConfigurationSample.read("")).text.contains("Warnings"))
    }

    @Test func theJSONHasEverySettingWithItsOrigin() throws {
        let configuration = try configuration()
        let data = Data(try ConfigurationReport(configuration).json().utf8)
        let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let settings = try #require(document["settings"] as? [[String: Any]])
        #expect(settings.count == configuration.settings.count)
        let host = try #require(settings.first { $0["key"] as? String == "server.host" })
        let origin = try #require(host["origin"] as? [String: Any])
        #expect(origin["source"] as? String == "file")
        #expect(origin["name"] as? String == "f.yaml")
        #expect(origin["line"] as? Int == 2)
        #expect(origin["column"] as? Int == 9)
        let strategies = try #require(settings.first { $0["key"] as? String == "identity.strategies" })
        #expect(strategies["value"] as? [String] == ["workspace-token"])
        #expect((document["guarantees"] as? [String])?.count == configuration.guarantees.count)
        #expect((document["warnings"] as? [[String: Any]])?.count == 1)
    }
}
