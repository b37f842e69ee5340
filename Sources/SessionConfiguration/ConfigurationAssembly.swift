import Logging
import SessionCore

/// Builds the configuration from settings that are sound one by one, and checks what they are together.
struct ConfigurationAssembly {
    var settings: EffectiveSettings
    let storage: [StorageDriver]
    let identity: [IdentityDriver]
    let environment: [String: String]
    var problems: ProblemList
    private var warnings: [ConfigurationProblem] = []

    init(
        settings: EffectiveSettings, storage: [StorageDriver], identity: [IdentityDriver],
        environment: [String: String], problems: ProblemList
    ) {
        self.environment = environment
        self.settings = settings
        self.storage = storage
        self.identity = identity
        self.problems = problems
    }

    /// The configuration; where it is nothing, or problems were added, there is none to use.
    mutating func assemble() -> ServerConfiguration? {
        let server = server()
        let sessions = sessions()
        let terminals = terminals()
        checkStaleness()
        let storage = storageChoice()
        let identity = identityChoices(on: storage?.driver)
        warn(about: server, sessions)
        guard let storage, !identity.isEmpty else { return nil }
        return ServerConfiguration(
            server: server,
            storage: storage,
            sessions: sessions,
            whenUnavailable: failurePolicy(),
            identity: identity,
            terminals: terminals,
            audit: audit(),
            logLevel: Logger.Level(rawValue: settings.text(.level)) ?? .info,
            settings: settings.all,
            warnings: warnings
        )
    }

    mutating func add(
        _ what: String, at key: ConfigurationKey, or other: ConfigurationKey? = nil, allowed: String? = nil
    ) {
        // Where a default and a choice do not agree, the choice is what a person can change.
        let place = settings.origin(of: key) == .standard ? (other ?? key) : key
        problems.add(ConfigurationProblem(settings.origin(of: place), key: place.path, what, allowed: allowed))
    }

    private mutating func sessions() -> SessionPolicy {
        settleDeadlines()
        let policy = SessionPolicy(
            idle: settings.duration(.idle),
            absolute: settings.duration(.absolute),
            touchEvery: settings.duration(.touchEvery) ?? .seconds(60)
        )
        if let idle = policy.idle, let absolute = policy.absolute, idle > absolute {
            add(
                "idle (\(settings.text(.idle))) is longer than absolute (\(settings.text(.absolute))), "
                    + "so it would never count",
                at: .idle, or: .absolute, allowed: "an idle time that is not longer than absolute")
        }
        if let idle = policy.idle, policy.touchEvery >= idle {
            add(
                "use is noted only every \(settings.text(.touchEvery)), but a session ends after "
                    + "\(settings.text(.idle)) unused: it would end while in use",
                at: .touchEvery, or: .idle, allowed: "touch-every shorter than idle")
        }
        return policy
    }

    private mutating func checkStaleness() {
        guard settings.text(.whenUnavailable) == "read-only-stale", let span = settings.duration(.staleFor) else {
            return
        }
        if span == .zero || span > SessionCore.Limits.staleness {
            add(
                "what was seen \(settings.text(.staleFor)) ago is never, or too long, taken for what is", at: .staleFor,
                or: .whenUnavailable, allowed: "a duration from 1ms to 5m")
        }
    }

    private func failurePolicy() -> FailurePolicy {
        guard settings.text(.whenUnavailable) == "read-only-stale", let span = settings.duration(.staleFor) else {
            return .failClosed
        }
        return .readOnlyStale(max: span)
    }

    private mutating func terminals() -> TerminalSettings {
        let shell = settings.text(.shell)
        if shell.contains("/"), let why = ConfigurationFile.unrunnable(shell) {
            add(why, at: .shell, allowed: "the name of a program, or the path of one")
        }
        return TerminalSettings(
            shell: shell,
            scrollback: settings.integer(.scrollback),
            logBytes: settings.bytes(.log),
            graceWithoutIdentity: settings.duration(.graceWithoutIdentity),
            graceWithIdentity: settings.duration(.graceWithIdentity),
            perWorkspace: settings.integer(.perWorkspace),
            windowsPerTerminal: settings.integer(.windowsPerTerminal)
        )
    }

    private mutating func warn(about server: ServerSettings, _ sessions: SessionPolicy) {
        if !server.isLoopback && server.tls == nil {
            warn(
                "other machines can reach \(server.host), and without TLS (server.tls) what they send, "
                    + "tokens too, can be read on the way", at: .host)
        }
        if sessions.idle == nil && sessions.absolute == nil {
            warn("sessions never end by themselves, as sessions.absolute is never too", at: .idle)
        }
    }

    private mutating func warn(_ what: String, at key: ConfigurationKey) {
        warnings.append(ConfigurationProblem(settings.origin(of: key), key: key.path, what))
    }
}
