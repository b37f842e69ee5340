import FileStorage
import Foundation
import HummingbirdSessions
import Logging
import MemoryStorage
import SessionCore

/// What the command line says.
struct Options {
    static let usage = """
        usage: HummingbirdLogin --user NAME:PASSWORD [--user …] [--port 8080] [--data login-data] [--idle 7d]
                                [--backend file|memory] [--set KEY=VALUE …] [--durability full|normal|none] [--behind-tls]
        """

    /// The backends to choose from. Another one is a product in Package.swift, an import and a word here.
    static let drivers: [StorageDriver] = [.file, .memory]

    private(set) var accounts = Accounts()
    private(set) var port = 8080
    private(set) var data = "login-data"
    private(set) var driver = StorageDriver.file
    private(set) var durability = Durability.full
    private(set) var idle: SettingDuration
    private(set) var cookie: SessionCookie
    private var settings: [String: String] = [:]

    init(_ arguments: [String]) throws {
        guard let week = SettingDuration("7d"), let plain = SessionCookie.plainOnLoopback("login") else {
            throw OptionsError(message: "the standard options cannot be made")
        }
        idle = week
        cookie = plain
        var rest = arguments[...]
        while let name = rest.popFirst() {
            if name == "--behind-tls" {
                cookie = try Self.checked(SessionCookie.secure("login"), name)
                continue
            }
            try take(try Self.checked(rest.popFirst(), name), for: name)
        }
        guard !accounts.isEmpty else { throw OptionsError(message: "nobody could sign in: --user is missing") }
        if !driver.guarantees.keys.contains(durability) { durability = driver.guarantees.keys.first ?? .none }
    }

    private mutating func take(_ value: String, for name: String) throws {
        switch name {
        case "--user": try accounts.add(value)
        case "--port": port = Int(try Self.checked(UInt16(value), name))
        case "--data": data = value
        case "--idle": idle = try Self.checked(SettingDuration(value), name)
        case "--backend": driver = try Self.checked(Self.drivers.first { $0.name == value }, name)
        case "--durability": durability = try Self.checked(Durability(rawValue: value), name)
        case "--set":
            let parts = value.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { throw OptionsError(message: "--set takes KEY=VALUE") }
            settings[String(parts[0])] = String(parts[1])
        default: throw OptionsError(message: "there is no option \(name)")
        }
    }

    private static func checked<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else { throw OptionsError(message: "\(name) is without a value that it can take") }
        return value
    }

    /// What the driver opens its store with; the folder for it is made when it is not there.
    func environment(_ logger: Logger) throws -> StorageDriver.Environment {
        let folder = URL(fileURLWithPath: data).path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        var values = settings
        for key in driver.keys where values[key.name] == nil { values[key.name] = key.standard }
        return StorageDriver.Environment(
            settings: PluginSettings(plugin: driver.name, values: values), namespace: .standard,
            durability: durability, dataDirectory: folder, logger: logger)
    }
}
