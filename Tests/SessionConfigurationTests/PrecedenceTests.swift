import SessionConfiguration
import SessionCore
import Testing

@Suite struct PrecedenceTests {
    private typealias Sample = ConfigurationSample

    @Test func aStrongerSourceCoversAWeakerOneAndIsNamed() throws {
        let file = "server:\n  port: 2\n"
        let environment = ["MOORING_SERVER_PORT": "3"]
        let flags = [Sample.Override("server.port", "4", flag: "--port")]
        let key = "server.port"
        #expect(Sample.effective(key, try Sample.read("")) == "57575 from default")
        #expect(Sample.effective(key, try Sample.read(file)) == "2 from f.yaml:2:9")
        #expect(Sample.effective(key, try Sample.read(file, environment: environment)) == "3 from MOORING_SERVER_PORT")
        let all = try Sample.read(file, environment: environment, overrides: flags)
        #expect(Sample.effective(key, all) == "4 from --port")
        #expect(all.server.port == 4)
    }

    @Test func everyKeyHasAVariableOfItsOwn() {
        let table = KeyTable(storage: StubPlugins.storage, identity: StubPlugins.identity)
        #expect(Set(table.keys.map(\.variable)).count == table.keys.count)
    }

    @Test func variablesReachKeysOfPluginsAndLists() throws {
        let configuration = try Sample.read(
            "",
            environment: [
                "MOORING_STORAGE_FILE_PATH": "elsewhere", "MOORING_TERMINALS_GRACE_WITHOUT_IDENTITY": "5s",
                "MOORING_IDENTITY_STRATEGIES": "workspace-token , socket-id",
                "MOORING_SERVER_ORIGINS": "", "HOME": "x",
            ])
        #expect(configuration.storage.settings.value("path") == "elsewhere")
        #expect(configuration.terminals.graceWithoutIdentity == .seconds(5))
        #expect(configuration.identity.map(\.driver.name) == ["workspace-token", "socket-id"])
        #expect(configuration.server.origins == [])
    }

    @Test func anUnknownVariableIsRefusedWithTheNearest() {
        let problems = Sample.problems("", environment: ["MOORING_SERVER_PROT": "1"])
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("MOORING_SERVER_PROT: there is no such setting") == true)
        #expect(problems.first?.hasSuffix("did you mean \"MOORING_SERVER_PORT\"?") == true, "\(problems)")
    }

    @Test func variablesThatAreNoSettingsAreLeftAlone() {
        let environment = ["MOORING_ASSETS": "", "MOORING_CONFIG": "", "MOORING_TOKEN": "", "MOORING_URL": ""]
        #expect(Sample.problems("", environment: environment) == [])
    }

    @Test func aWrongVariableOrFlagIsNamedAsThePlace() {
        let problems = Sample.problems(
            "", environment: ["MOORING_SERVER_PORT": "x"],
            overrides: [
                .init("server.host", "a b", flag: "--host"), .init("server.prt", "1", flag: "--port"),
            ])
        #expect(problems.count == 3)
        #expect(problems.first?.hasPrefix("MOORING_SERVER_PORT: server.port: \"x\" is wrong") == true)
        #expect(problems.contains { $0.hasPrefix("--host: server.host: \"a b\" is wrong") })
        #expect(problems.contains { $0 == "--port: there is no key \"server.prt\"; did you mean \"server.port\"?" })
    }

    @Test func aWrongValueIsToldEvenWhenAStrongerSourceCoversIt() {
        let problems = Sample.problems("server: {port: x}", overrides: [.init("server.port", "1", flag: "--port")])
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("f.yaml:1:16:") == true)
    }
}
