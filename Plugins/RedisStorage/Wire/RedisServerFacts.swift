/// What a server says of itself, as far as sessions depend on it.
///
/// A server need not tell: what it keeps to itself is `nil`, and nothing is concluded from it.
struct RedisServerFacts: Sendable, Hashable {
    /// Such as `7.0.15`.
    var version: String?
    /// `master` or `slave`, in the server's words.
    var role: String?
    /// What is thrown away when memory is full; `noeviction` for sessions.
    var evictionPolicy: String?
    /// The bytes of data at which it is full; 0 for no limit.
    var maximumMemory: Int?
    /// Whether writes are logged to disk.
    var appendOnly: Bool?
    /// `always`, `everysec` or `no`.
    var appendSync: String?
    /// When snapshots are taken, in the server's words; empty for never.
    var snapshots: String?
    /// Whether it is part of a cluster.
    var isCluster: Bool?

    /// What puts sessions at risk, a sentence each, with what to do.
    var warnings: [String] {
        var warnings: [String] = []
        if let policy = evictionPolicy, policy != "noeviction" {
            warnings.append(
                maximumMemory == 0
                    ? "would evict sessions if it had a maxmemory: maxmemory-policy is \(policy); set noeviction"
                    : "may evict sessions: maxmemory-policy is \(policy); set noeviction")
        }
        if appendOnly == false {
            warnings.append(
                snapshots.map { $0.isEmpty } ?? false
                    ? "does not persist: sessions end with the server; set appendonly yes"
                    : "persists by snapshots only: the last minutes may be lost with it; set appendonly yes")
        } else if appendOnly == true, appendSync == "no" {
            warnings.append("leaves it to its system when writes reach the disk; set appendfsync everysec or always")
        }
        if role == "slave" { warnings.append("is a replica and takes no writes; give the address of the primary") }
        if isCluster == true { warnings.append("is part of a cluster, which is not supported") }
        return warnings
    }

    /// The facts by name, as the server calls them, for a log and for the health of the store.
    var byName: [String: String] {
        let all: [String: String?] = [
            "version": version, "role": role, "maxmemory-policy": evictionPolicy,
            "maxmemory": maximumMemory.map(String.init), "appendonly": appendOnly.map { $0 ? "yes" : "no" },
            "appendfsync": appendSync, "save": snapshots,
        ]
        return all.compactMapValues(\.self)
    }

    /// Takes what it says to `INFO`.
    mutating func read(info: String) {
        for line in info.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = String(line[line.index(after: colon)...])
            switch line[..<colon] {
            case "redis_version": version = value
            case "role": role = value
            case "maxmemory": maximumMemory = Int(value)
            case "maxmemory_policy": evictionPolicy = value
            case "aof_enabled": appendOnly = value == "1"
            case "cluster_enabled": isCluster = value == "1"
            default: break
            }
        }
    }

    /// Takes what it says to `CONFIG GET`.
    mutating func read(setting name: String, value: String) {
        switch name {
        case "appendfsync": appendSync = value
        case "save": snapshots = value
        default: break
        }
    }
}
