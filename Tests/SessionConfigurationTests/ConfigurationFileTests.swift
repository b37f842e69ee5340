import Foundation
import SessionConfiguration
import Testing

@Suite struct ConfigurationFileTests {
    private func load(_ file: String?) throws(ConfigurationProblems) -> ServerConfiguration {
        try ServerConfiguration.load(
            file: file, environment: [:], storage: StubPlugins.storage, identity: StubPlugins.identity)
    }

    @Test func noFileMeansTheDefaults() throws {
        #expect(try load(nil).settings == ConfigurationSample.read("").settings)
    }

    @Test func aFileThatIsNotThereOrAFolderIsNamed() throws {
        try TemporaryFolder.with { folder in
            let path = folder + "/none.yaml"
            let absent = #expect(throws: ConfigurationProblems.self) { try load(path) }
            #expect(absent?.description == "\(path): there is no file \"\(path)\"")
            let directory = #expect(throws: ConfigurationProblems.self) { try load(folder) }
            #expect(directory?.description == "\(folder): \"\(folder)\" is a folder, not a file")
        }
    }

    @Test func aFileThatNeverEndsIsReadUpToTheLimit() {
        let error = #expect(throws: ConfigurationProblems.self) { try load("/dev/zero") }
        #expect(
            error?.description.hasPrefix("/dev/zero:1:1: the file has more than 256 KiB") == true, "\(error as Any)")
    }

    @Test func problemsNameTheFileAsItWasGiven() throws {
        try TemporaryFolder.with { folder in
            try "server: {port: x}".write(toFile: folder + "/a.yaml", atomically: true, encoding: .utf8)
            let error = #expect(throws: ConfigurationProblems.self) { try load(folder + "/a.yaml") }
            #expect(error?.description.hasPrefix("\(folder)/a.yaml:1:16: server.port:") == true)
        }
    }

    @Test func relativeTLSFilesLieBesideTheConfiguration() throws {
        try TemporaryFolder.with { folder in
            for name in ["c.pem", "k.pem"] {
                try "pem".write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
            }
            let file = folder + "/a.yaml"
            try "server: {tls: {certificate: c.pem, key: k.pem}}".write(toFile: file, atomically: true, encoding: .utf8)
            #expect(try load(file).server.tls?.certificate == folder + "/c.pem")
        }
    }
}
