import Foundation
import TestSupport

/// The real clients that tests talk through.
enum SocketIOClients {
    /// A Python that has the client; `scripts/socket-io-clients.sh` makes it.
    static func python() throws -> String {
        let environment = ProcessInfo.processInfo.environment
        let assets = environment["MOORING_ASSETS"] ?? FileManager.default.currentDirectoryPath + "/.assets"
        let python = assets + "/socket-io/bin/python3"
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw MissingProgram(name: "\(python); scripts/socket-io-clients.sh makes it")
        }
        return python
    }

    static func scenarios() throws -> String {
        guard let path = Bundle.module.path(forResource: "scenarios", ofType: "py", inDirectory: "Resources") else {
            throw MissingProgram(name: "scenarios.py")
        }
        return path
    }
}
