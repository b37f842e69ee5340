import Foundation

/// Where a Redis server is: what the floors need of its URL.
package struct RedisAddress: Sendable, Hashable {
    /// The host, or nothing for a unix socket.
    package let host: String?
    /// The port.
    package let port: Int
    /// The path of a unix socket.
    package let socket: String?
    /// The user, when one is named.
    package let user: String?
    /// The password, when one is given.
    package let password: String?
    /// The number of the database.
    package let database: Int
    /// Whether the server speaks TLS, which the floors do not.
    package let isEncrypted: Bool

    /// Takes the parts of `redis://user:password@host:port/database`, `rediss://…` or `unix://path?db=N`, or nothing when
    /// the text is none of these.
    package init?(_ url: String) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased() else { return nil }
        user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
        password = parts.password.flatMap { $0.isEmpty ? nil : $0 }
        isEncrypted = scheme == "rediss"
        port = parts.port ?? 6379
        switch scheme {
        case "redis", "rediss":
            host = parts.host.flatMap { $0.isEmpty ? nil : $0 } ?? "127.0.0.1"
            socket = nil
            database = Int(parts.path.drop { $0 == "/" }) ?? 0
        case "unix", "redis+unix":
            host = nil
            socket = parts.path
            database = parts.queryItems?.first { $0.name == "db" }?.value.flatMap { Int($0) } ?? 0
        default: return nil
        }
    }
}
