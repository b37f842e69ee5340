package import Terminal

/// What the hall needs to know of a configuration.
package struct HallSettings: Sendable {
    /// The program a new terminal runs.
    package var command: ShellCommand
    /// The bounds of a terminal.
    package var terminal: TerminalLimits
    /// How many lines a window keeps above the screen.
    package var scrollback: Int
    /// How many terminals a workspace may have.
    package var terminalsPerWorkspace: Int
    /// How long terminals live after the last window left, for those whom only a connection identifies; nothing for ever.
    package var graceWithoutIdentity: Duration?
    /// How long terminals live after the last window left, for everybody else; nothing for ever.
    package var graceWithIdentity: Duration?
    /// How often anybody may knock, fail and create.
    package var admission: AdmissionLimits
    /// What the server calls itself.
    package var serverVersion: String

    package init(
        command: ShellCommand,
        terminal: TerminalLimits = TerminalLimits(),
        scrollback: Int = 10_000,
        terminalsPerWorkspace: Int = 32,
        graceWithoutIdentity: Duration? = .zero,
        graceWithIdentity: Duration? = nil,
        admission: AdmissionLimits = AdmissionLimits(),
        serverVersion: String
    ) {
        self.command = command
        self.terminal = terminal
        self.scrollback = scrollback
        self.terminalsPerWorkspace = terminalsPerWorkspace
        self.graceWithoutIdentity = graceWithoutIdentity
        self.graceWithIdentity = graceWithIdentity
        self.admission = admission
        self.serverVersion = serverVersion
    }
}
