import Terminal
import Testing

@Suite struct ShellCommandTests {
    @Test func serverSecretsAreNotPassedOn() {
        let command = ShellCommand.loginShell(
            configured: "", environment: ["MOORING_KEY": "secret", "NOTIFY_SOCKET": "/run/x", "LANG": "C.UTF-8"]
        )
        #expect(command.environment["MOORING_KEY"] == nil)
        #expect(command.environment["NOTIFY_SOCKET"] == nil)
        #expect(command.environment["LANG"] == "C.UTF-8")
    }

    @Test func variableThatTheOwnerWithholdsIsNotPassedOn() {
        let command = ShellCommand.loginShell(
            configured: "", environment: ["DATABASE_PASSWORD": "secret", "LANG": "C.UTF-8"],
            withholding: ["DATABASE_PASSWORD"]
        )
        #expect(command.environment["DATABASE_PASSWORD"] == nil)
        #expect(command.environment["LANG"] == "C.UTF-8")
    }

    @Test(arguments: [
        "CREDENTIALS_DIRECTORY", "SYSTEMD_EXEC_PID", "LISTEN_FDS", "MEMORY_PRESSURE_WATCH", "SSH_TTY", "VTE_VERSION",
    ])
    func whatBelongsToTheServiceOrToAnotherTerminalStaysHere(name: String) {
        let command = ShellCommand.loginShell(configured: "", environment: [name: "x"])
        #expect(command.environment[name] == nil)
    }

    @Test func terminalIsDeclared() {
        let command = ShellCommand.loginShell(configured: "", environment: ["TERM": "dumb"])
        #expect(command.environment["TERM"] == "xterm-256color")
        #expect(command.environment["COLORTERM"] == "truecolor")
    }

    @Test func loginShellIsStartedAsOne() {
        let command = ShellCommand.loginShell(configured: "", environment: [:])
        #expect(command.executable.hasPrefix("/"))
        #expect(command.arguments.first?.hasPrefix("-") == true)
    }

    @Test func configuredShellIsStartedUnderItsOwnName() {
        let command = ShellCommand.loginShell(configured: "/usr/bin/bash", environment: [:])
        #expect(command.executable == "/usr/bin/bash")
        #expect(command.arguments == ["bash"])
    }

    @Test func missingHomeGivesTheUsersOwnOrTheRoot() {
        let command = ShellCommand.loginShell(configured: "", environment: ["HOME": "/does/not/exist"])
        #expect(command.workingDirectory != "/does/not/exist")
        #expect(command.environment["HOME"] == command.workingDirectory)
    }
}
