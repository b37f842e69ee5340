/// The keys that every build has; those of plug-ins join them in ``KeyTable``.
extension ConfigurationKey {
    static let host = ConfigurationKey(
        "server.host", .host, standard: "127.0.0.1", meaning: "The address to listen on.")
    static let port = ConfigurationKey(
        "server.port", .integer(0...65_535), standard: "57575",
        meaning: "The port to listen on; 0 lets the system choose.")
    static let origins = ConfigurationKey(
        "server.origins", .origins, standard: [],
        meaning: "Web origins that may connect beside the server's own, which always may.")
    static let certificate = ConfigurationKey(
        "server.tls.certificate", .path, standard: "",
        meaning: "A PEM file with the certificate chain; with the key it turns TLS on. Relative to the configuration.")
    static let privateKey = ConfigurationKey(
        "server.tls.key", .path, standard: "",
        meaning: "A PEM file with the private key of the certificate. Relative to the configuration.")

    static let metricsTokenFile = ConfigurationKey(
        "server.metrics.token-file", .path, standard: "",
        meaning:
            "A file with the token that opens /metrics; without it only this machine may. Relative to the configuration."
    )

    static let adminTokenFile = ConfigurationKey(
        "server.admin.token-file", .path, standard: "",
        meaning:
            "A file with the token of those who run the server; without it nobody may move sessions to another store. "
            + "Relative to the configuration."
    )

    static let connects = ConfigurationKey(
        "server.limits.connects", .integer(1...Limits.paced), standard: "6000",
        meaning: "How many windows one address may open a minute, and at once.")
    static let failures = ConfigurationKey(
        "server.limits.failures", .integer(1...Limits.paced), standard: "120",
        meaning: "How often a minute one address may show what is not trusted, before nothing of it is looked at.")
    static let creations = ConfigurationKey(
        "server.limits.creations", .integer(1...Limits.paced), standard: "600",
        meaning: "How many workspaces, terminals, invitations and tickets a principal may have made a minute.")

    static let auditTo = ConfigurationKey(
        "audit.to", .choice(["file", "stdout", "off"]), standard: "file",
        meaning: "Where it is written down who shared, revoked, removed or was refused, one line of JSON each.")
    static let auditFile = ConfigurationKey(
        "audit.file", .path, standard: "audit.jsonl",
        meaning: "The file of the audit log, only ever appended to; relative paths are below the data folder.")

    static let socketIODoor = ConfigurationKey(
        "socket-io.door", .choice(["closed", "aetherterm"]), standard: "closed",
        meaning: "Who is let in over Socket.IO, at /socket.io/: nobody, or AetherTerm's frontends.")
    static let pingInterval = ConfigurationKey(
        "socket-io.ping-interval", .duration(.finite), standard: "25s",
        meaning: "How often a Socket.IO client is asked for a sign of life.")
    static let pingTimeout = ConfigurationKey(
        "socket-io.ping-timeout", .duration(.finite), standard: "20s",
        meaning: "How long a Socket.IO client may take to give one.")

    static let backend = ConfigurationKey(
        "storage.backend", .backend([]), standard: "file", meaning: "Which storage plug-in keeps the sessions.")
    static let durability = ConfigurationKey(
        "storage.durability", .choice(["full", "normal", "none"]), standard: "normal",
        meaning: "What a write survives once it is answered: a loss of power, the end of the process, or nothing.")
    static let namespace = ConfigurationKey(
        "storage.namespace", .namespace, standard: "default",
        meaning: "The part of the store to serve; nothing from another part is seen.")
    static let encryptionKeyFile = ConfigurationKey(
        "storage.encryption.key-file", .path, standard: "",
        meaning: "A file of keys that turns encryption at rest on; the first seals. Relative to the configuration.")
    static let encryptionKeyVariable = ConfigurationKey(
        "storage.encryption.key-variable", .text, standard: "",
        meaning: "The name of an environment variable that holds the keys in place of a file.")

    static let idle = ConfigurationKey(
        "sessions.idle", .duration(.positive), standard: "7d", meaning: "How long a session lives unused.")
    static let absolute = ConfigurationKey(
        "sessions.absolute", .duration(.positive), standard: "30d",
        meaning: "How long a session lives at the most; not shorter than idle.")
    static let touchEvery = ConfigurationKey(
        "sessions.touch-every", .duration(.finite), standard: "1m",
        meaning: "How often use is noted at the most; shorter than idle.")

    static let whenUnavailable = ConfigurationKey(
        "sessions.when-unavailable", .choice(["fail-closed", "read-only-stale"]), standard: "fail-closed",
        meaning: "What a server that only reads answers while the store is down: an error, or what it saw a little ago."
    )
    static let staleFor = ConfigurationKey(
        "sessions.stale-for", .duration(.finite), standard: "30s",
        meaning: "How old what it saw may be at the most; it counts with read-only-stale.")

    static let strategies = ConfigurationKey(
        "identity.strategies", .strategies([]), standard: ["workspace-token"],
        meaning: "How a connection is told whom it acts for, in order.")

    static let shell = ConfigurationKey(
        "terminals.shell", .text, standard: "",
        meaning: "The program a terminal runs, as a name or an absolute path; empty: the user's login shell.")
    static let scrollback = ConfigurationKey(
        "terminals.scrollback", .integer(0...Limits.scrollbackLines), standard: "10000",
        meaning: "How many lines a window keeps above the screen.")
    static let log = ConfigurationKey(
        "terminals.log", .size(Limits.logBytes), standard: "4MiB",
        meaning: "How many bytes of output are kept per terminal, so that a window that returns misses none.")
    static let graceWithoutIdentity = ConfigurationKey(
        "terminals.grace.without-identity", .duration(.any), standard: "0s",
        meaning: "How long a terminal waits, once its last window is gone, when its owner cannot come back as the same."
    )
    static let graceWithIdentity = ConfigurationKey(
        "terminals.grace.with-identity", .duration(.any), standard: "never",
        meaning: "How long a terminal waits, once its last window is gone, when its owner can; never: it does not end.")
    static let perWorkspace = ConfigurationKey(
        "terminals.per-workspace", .integer(1...Limits.counted), standard: "32",
        meaning: "How many terminals a workspace may have.")
    static let windowsPerTerminal = ConfigurationKey(
        "terminals.windows-per-terminal", .integer(1...Limits.counted), standard: "256",
        meaning: "How many windows may show a terminal at once.")

    static let level = ConfigurationKey(
        "logging.level", .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
        standard: "info", meaning: "The least that is logged.")
}
