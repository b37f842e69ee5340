/// What terminals run, keep and allow.
public struct TerminalSettings: Sendable, Hashable {
    /// The program to run, as a name or an absolute path; empty: the user's login shell.
    public let shell: String
    /// How many lines a window keeps above the screen.
    public let scrollback: Int
    /// How many bytes of output are kept per terminal.
    public let logBytes: Int
    /// How long a terminal without windows waits for an owner who cannot come back as the same; nothing for ever.
    public let graceWithoutIdentity: Duration?
    /// How long a terminal without windows waits for an owner who can come back; nothing for ever.
    public let graceWithIdentity: Duration?
    /// How many terminals a workspace may have.
    public let perWorkspace: Int
    /// How many windows may show a terminal at once.
    public let windowsPerTerminal: Int
}
