import Glibc

/// The program a terminal runs, and everything it is started with.
public struct ShellCommand: Sendable {
    /// A path, or a name that is looked for in `PATH`.
    public var executable: String
    /// What the program sees as its arguments, its own name first.
    public var arguments: [String]
    /// All the environment it gets; nothing is inherited beside it.
    public var environment: [String: String]
    /// The folder it starts in.
    public var workingDirectory: String

    /// Names a program and what it is started with.
    public init(executable: String, arguments: [String], environment: [String: String], workingDirectory: String) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
    }

    /// The shell a person gets who opens a terminal.
    ///
    /// An empty `configured` means the user's login shell: the one in the user database, else `SHELL`, else `/bin/sh`;
    /// it is started as a login shell. Any other text is the path or name of a program, started without arguments.
    /// `environment` is what the server was started with; the server's own part of it is not passed on, nor are the
    /// variables named in `withheld`, such as those a configuration takes secrets from. The shell starts in the user's
    /// home folder, or in `/` where there is none.
    public static func loginShell(
        configured: String, environment: [String: String], withholding withheld: Set<String> = []
    ) -> ShellCommand {
        let account = UserAccount.current()
        let shell = [configured, account?.shell, environment["SHELL"]].compactMap(\.self).first { !$0.isEmpty }
        let executable = shell ?? "/bin/sh"
        let home = [environment["HOME"], account?.home].compactMap(\.self).first(where: isFolder) ?? "/"
        var passedOn = environment.filter { isPassedOn($0.key) && !withheld.contains($0.key) }
        passedOn["TERM"] = "xterm-256color"
        passedOn["COLORTERM"] = "truecolor"
        passedOn["SHELL"] = executable
        passedOn["HOME"] = home
        if let name = account?.name, passedOn["USER"] == nil { passedOn["USER"] = name }
        if passedOn["PATH"] == nil { passedOn["PATH"] = "/usr/local/bin:/usr/bin:/bin" }
        let name = executable.split(separator: "/").last.map(String.init) ?? executable
        return ShellCommand(
            executable: executable,
            arguments: [configured.isEmpty ? "-" + name : name],
            environment: passedOn,
            workingDirectory: home
        )
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Settings and secrets of the server, what its supervisor told it, and what describes another terminal stay here.
    private static func isPassedOn(_ name: String) -> Bool {
        let kept = ["MOORING_", "LISTEN_", "WATCHDOG_", "MEMORY_PRESSURE_", "TMUX", "ZELLIJ", "KITTY_", "KONSOLE_"]
        let keptNames: Set = [
            "NOTIFY_SOCKET", "INVOCATION_ID", "JOURNAL_STREAM", "CREDENTIALS_DIRECTORY", "SYSTEMD_EXEC_PID",
            "MANAGERPID", "MAINPID", "SSH_TTY", "GPG_TTY", "WINDOWID", "VTE_VERSION", "STY", "LINES", "COLUMNS",
            "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "TERMCAP", "SHLVL", "OLDPWD", "PWD", "_",
        ]
        return !keptNames.contains(name) && !kept.contains { name.hasPrefix($0) }
    }
}
