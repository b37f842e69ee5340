import Glibc
import NIOCore
import SessionCore

extension RedisSettings {
    /// The settings of the plug-in, by the names they have in a configuration.
    static let keys: [SettingKey] = [
        SettingKey(
            "url", .text, standard: "redis://127.0.0.1:6379/0",
            meaning:
                "The server: redis://HOST:PORT/DB, rediss:// for TLS, unix:///PATH?db=DB; USER:PASSWORD@ before HOST."),
        SettingKey(
            "prefix", .text, standard: "mooring:", meaning: "What the names of all keys in the server begin with."),
        SettingKey("user", .text, standard: "", meaning: "The user of the server's access control list."),
        SettingKey(
            "password-file", .path, standard: "", meaning: "A file with the password alone, kept out of the address."),
        SettingKey(
            "password-variable", .text, standard: "", meaning: "The environment variable with the password."),
        SettingKey(
            "timeout", .duration, standard: "1s",
            meaning: "How long a call may take, in line and on the way."),
        SettingKey(
            "connections", .integer(1...Limits.connections), standard: "2",
            meaning: "How many connections the calls of all callers share; with wait-replicas, as many more for reads."
        ),
        SettingKey(
            "wait-replicas", .integer(0...Limits.waitReplicas), standard: "0",
            meaning: "How many replicas must have a write before it is answered; 0: the primary alone."),
        SettingKey(
            "wait-timeout", .duration, standard: "500ms",
            meaning: "How long a write waits for them, less than timeout; if they are late its outcome is unknown."),
        SettingKey(
            "client-name", .text, standard: "mooring", meaning: "What the server calls us in its list of clients."),
        SettingKey(
            "tls-ca", .path, standard: "", meaning: "The authorities to trust, PEM; empty: those of the system."),
        SettingKey("tls-certificate", .path, standard: "", meaning: "A certificate to show to the server, PEM."),
        SettingKey("tls-key", .path, standard: "", meaning: "The private key of that certificate, PEM."),
        SettingKey(
            "tls-server-name", .text, standard: "",
            meaning: "The name the server's certificate must bear; empty: the host of the address."),
    ]

    /// Reads the settings of the plug-in and everything they refer to.
    ///
    /// - Parameter variable: looks up an environment variable.
    init(
        _ environment: StorageDriver.Environment, variable: (String) -> String? = RedisSettings.processVariable
    ) throws(StorageError) {
        let settings = environment.settings
        let url = try RedisURL(RedisSettings.given(settings, "url") ?? "redis://127.0.0.1:6379/0")
        self.init(address: url.address)
        user = url.user
        password = url.password
        database = url.database
        try readCredentials(environment, variable: variable)
        if let prefix = settings.value("prefix") { self.prefix = try RedisSettings.checkedPrefix(prefix) }
        if let name = RedisSettings.given(settings, "client-name") {
            guard name.utf8.count <= SessionCore.Limits.nameBytes, name.utf8.allSatisfy({ (33...126).contains($0) })
            else { throw RedisSettings.refusal("client-name", "is up to 64 visible ASCII characters without spaces") }
            clientName = name
        }
        if let text = RedisSettings.given(settings, "timeout") {
            let range = Limits.timeoutMilliseconds
            guard let duration = settings.duration("timeout")?.duration, duration >= .milliseconds(range.lowerBound),
                duration <= .milliseconds(range.upperBound)
            else {
                throw RedisSettings.refusal(
                    "timeout", "is a duration from \(range.lowerBound)ms to \(range.upperBound)ms, not \(text)")
            }
            timeout = TimeAmount(duration)
            greetingTimeout = max(timeout, Limits.shortestGreeting)
        }
        if RedisSettings.given(settings, "connections") != nil {
            guard let count = settings.integer("connections"), (1...Limits.connections).contains(count) else {
                throw RedisSettings.refusal("connections", "is a number from 1 to \(Limits.connections)")
            }
            connections = count
        }
        try readReplication(settings)
        try readTLS(environment, isWanted: url.usesTLS)
    }

    private mutating func readCredentials(
        _ environment: StorageDriver.Environment, variable: (String) -> String?
    ) throws(StorageError) {
        let settings = environment.settings
        if let name = RedisSettings.given(settings, "user") {
            guard user == nil || user == name else {
                throw RedisSettings.refusal("user", "is given once, here or in the address")
            }
            user = name
        }
        var passwords = [password].compactMap(\.self)
        if RedisSettings.given(settings, "password-file") != nil {
            passwords.append(try RedisSettings.password(inFile: environment.path("password-file")))
        }
        if let name = RedisSettings.given(settings, "password-variable") {
            guard let text = variable(name), !text.isEmpty else {
                throw RedisSettings.refusal("password-variable", "names an environment variable that is set: \(name)")
            }
            passwords.append(RedisSecret(text))
        }
        guard passwords.count <= 1 else {
            throw StorageError(
                .misconfigured,
                "Redis was given more than one password; keep one of redis.url, password-file and password-variable")
        }
        password = passwords.first
        guard user == nil || password != nil else {
            throw RedisSettings.refusal("user", "comes with a password")
        }
    }

    private mutating func readReplication(_ settings: PluginSettings) throws(StorageError) {
        var milliseconds: Int64 = 500
        if let text = RedisSettings.given(settings, "wait-timeout") {
            guard let duration = settings.duration("wait-timeout")?.duration,
                duration >= .milliseconds(Limits.shortestWait),
                duration <= .milliseconds(Limits.timeoutMilliseconds.upperBound)
            else {
                throw RedisSettings.refusal(
                    "wait-timeout", "is a duration of at least \(Limits.shortestWait)ms and below timeout, not \(text)")
            }
            milliseconds = Int64(duration / .milliseconds(1))
        }
        guard RedisSettings.given(settings, "wait-replicas") != nil else { return }
        guard let count = settings.integer("wait-replicas"), (0...Limits.waitReplicas).contains(count) else {
            throw RedisSettings.refusal("wait-replicas", "is a number from 0 to \(Limits.waitReplicas)")
        }
        guard count > 0 else { return }
        guard TimeAmount.milliseconds(milliseconds) < timeout else {
            throw RedisSettings.refusal("wait-timeout", "is shorter than the setting timeout")
        }
        replication = RedisReplication(replicas: count, milliseconds: milliseconds)
    }

    private mutating func readTLS(
        _ environment: StorageDriver.Environment, isWanted: Bool
    ) throws(StorageError) {
        let settings = environment.settings
        let names = ["tls-ca", "tls-certificate", "tls-key", "tls-server-name"]
        guard isWanted else {
            for name in names where RedisSettings.given(settings, name) != nil {
                throw RedisSettings.refusal(name, "is for addresses that begin with rediss://")
            }
            return
        }
        let hasCertificate = RedisSettings.given(settings, "tls-certificate") != nil
        guard hasCertificate == (RedisSettings.given(settings, "tls-key") != nil) else {
            throw RedisSettings.refusal("tls-key", "is given together with tls-certificate")
        }
        var serverName = RedisSettings.given(settings, "tls-server-name")
        if serverName == nil, case .tcp(let host, _) = address, !RedisSettings.isNumeric(host) { serverName = host }
        let authorities = RedisSettings.given(settings, "tls-ca") == nil ? nil : try environment.path("tls-ca")
        var certificate: (path: String, key: String)?
        if hasCertificate {
            certificate = (try environment.path("tls-certificate"), try environment.path("tls-key"))
        }
        tls = try RedisTLS(authorities: authorities, certificate: certificate, serverName: serverName)
    }

    /// The value of a setting that says something.
    private static func given(_ settings: PluginSettings, _ name: String) -> String? {
        guard let value = settings.value(name), !value.isEmpty else { return nil }
        return value
    }

    /// A prefix that has no meaning in a pattern or a cluster's hash tag.
    private static func checkedPrefix(_ prefix: String) throws(StorageError) -> String {
        let isPlain = prefix.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"): true
            default: false
            }
        }
        guard isPlain, prefix.utf8.count <= SessionCore.Limits.nameBytes else {
            throw refusal("prefix", "is up to 64 letters, digits and : - _ . /")
        }
        return prefix
    }

    /// Whether a host is an address, which has no name to check a certificate by.
    private static func isNumeric(_ host: String) -> Bool {
        (try? SocketAddress(ipAddress: host, port: 0)) != nil
    }

    private static func password(inFile path: String) throws(StorageError) -> RedisSecret {
        guard let file = fopen(path, "r") else {
            throw refusal("password-file", "names a file that can be read: \(path)")
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: Limits.passwordBytes + 1)
        bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
        while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard ferror(file) == 0, !bytes.isEmpty, bytes.count <= Limits.passwordBytes,
            let text = String(validating: bytes, as: UTF8.self)
        else { throw refusal("password-file", "holds a password in one line: \(path)") }
        return RedisSecret(text)
    }

    /// The value of a variable in the environment of this process.
    static func processVariable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    private static func refusal(_ name: String, _ rule: String) -> StorageError {
        StorageError(.misconfigured, "the setting redis.\(name) cannot be used: a valid one \(rule)")
    }
}
