/// How a test wants its Redis server.
package struct RedisServerOptions: Sendable {
    /// The password of the default user; none when nothing.
    package var password: String?
    /// Lines for the access control list, such as `user app on >secret ~mooring:* +@all`.
    package var users: [String] = []
    /// Certificates for TLS on a second port; plain only when nothing.
    package var certificates: TestCertificates?
    /// Whether a client must show a certificate of its own.
    package var demandsClientCertificate = false
    /// Whether every write is logged to disk, so that a restart finds it.
    package var appendOnly = false
    /// The most bytes of data, with `noeviction`; unlimited when nothing.
    package var maximumMemory: Int?
    /// Further lines of the configuration, such as `lua-time-limit 100`.
    package var lines: [String] = []
    /// The port of the server to copy, on this machine; a primary when nothing.
    package var replicaOfPort: Int?
    /// Whether to return before the server has read its data and answers.
    package var returnsWhileLoading = false

    package init() {}
}
