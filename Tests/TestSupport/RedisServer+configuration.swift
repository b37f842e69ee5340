extension RedisServer {
    /// The lines of `redis.conf`.
    static func configuration(
        _ options: RedisServerOptions, directory: TemporaryDirectory, port: Int, tlsPort: Int
    ) -> String {
        var lines = [
            "bind 127.0.0.1", "port \(port)", "unixsocket \(directory.path("redis.sock"))", "unixsocketperm 700",
            "dir \(directory.path)", "daemonize no", "save \"\"", "enable-debug-command yes",
            "appendonly \(options.appendOnly ? "yes" : "no")",
        ]
        if options.appendOnly { lines.append("appendfsync always") }
        if let password = options.password { lines.append("requirepass \(password)") }
        lines += options.users
        if let bytes = options.maximumMemory { lines += ["maxmemory \(bytes)", "maxmemory-policy noeviction"] }
        if let primary = options.replicaOfPort { lines.append("replicaof 127.0.0.1 \(primary)") }
        if let certificates = options.certificates {
            lines += [
                "tls-port \(tlsPort)", "tls-cert-file \(certificates.certificate)",
                "tls-key-file \(certificates.key)", "tls-ca-cert-file \(certificates.authority)",
                "tls-auth-clients \(options.demandsClientCertificate ? "yes" : "no")",
            ]
        }
        return (lines + options.lines).joined(separator: "\n") + "\n"
    }
}
