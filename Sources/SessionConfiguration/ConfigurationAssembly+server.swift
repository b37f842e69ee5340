extension ConfigurationAssembly {
    /// Where to listen; TLS files are looked at, so that a wrong path is found before anything starts.
    mutating func server() -> ServerSettings {
        let host = settings.text(.host)
        return ServerSettings(
            host: host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host,
            port: settings.integer(.port),
            origins: settings.list(.origins),
            tls: tls(),
            metricsTokenFile: tokenFile(.metricsTokenFile),
            adminTokenFile: tokenFile(.adminTokenFile),
            limits: AdmissionSettings(
                connects: settings.integer(.connects), failures: settings.integer(.failures),
                creations: settings.integer(.creations)),
            socketIO: socketIO()
        )
    }

    /// Where the audit log goes.
    func audit() -> AuditSettings {
        switch settings.text(.auditTo) {
        case "off": .off
        case "stdout": .standardOutput
        default: .file(settings.text(.auditFile))
        }
    }

    private mutating func socketIO() -> SocketIOSettings? {
        let (interval, timeout) = (settings.duration(.pingInterval), settings.duration(.pingTimeout))
        for (key, time) in [(ConfigurationKey.pingInterval, interval), (.pingTimeout, timeout)] {
            let isUsable = time.map { Limits.pingTimes.contains($0) } ?? false
            guard !isUsable else { continue }
            add("nobody would be asked in time, or everybody too often", at: key, allowed: "a duration from 1s to 50s")
        }
        guard settings.text(.socketIODoor) == "aetherterm", let interval, let timeout else { return nil }
        return SocketIOSettings(pingInterval: interval, pingTimeout: timeout)
    }

    private mutating func tokenFile(_ key: ConfigurationKey) -> String? {
        let path = path(of: key)
        guard !path.isEmpty else { return nil }
        if let why = ConfigurationFile.unreadable(path) {
            add(why, at: key, allowed: "a file with a token")
        }
        return path
    }

    private mutating func tls() -> ServerSettings.TLSFiles? {
        let certificate = path(of: .certificate)
        let key = path(of: .privateKey)
        guard !certificate.isEmpty || !key.isEmpty else { return nil }
        for (mine, other, path) in [
            (ConfigurationKey.certificate, ConfigurationKey.privateKey, certificate),
            (.privateKey, .certificate, key),
        ] {
            if path.isEmpty {
                add("TLS needs it too, as \(other.path) is given", at: mine, or: other, allowed: "both or neither")
            } else if let why = ConfigurationFile.unreadable(path) {
                add(why, at: mine, allowed: "a PEM file")
            }
        }
        return ServerSettings.TLSFiles(certificate: certificate, key: key)
    }

    /// The path a key names; a relative one from a file is beside that file.
    func path(of key: ConfigurationKey) -> String {
        let path = settings.text(key)
        guard !path.isEmpty, case .file(let file, _) = settings.origin(of: key) else { return path }
        return ConfigurationFile.path(path, besideFile: file)
    }
}
