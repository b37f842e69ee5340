import Logging
import NIOCore
import TestSupport

@testable import RedisStorage

extension RedisServer {
    /// How to reach it over TCP.
    var settings: RedisSettings {
        RedisSettings(address: .tcp(host: "127.0.0.1", port: port))
    }
}

extension Logger {
    /// A logger that keeps nothing.
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
