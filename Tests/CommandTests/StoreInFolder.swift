import Foundation
import Logging
import SessionConfiguration
import SessionCore
import TestSupport

@testable import mooring

/// A store that a configuration in a folder names: for commands that run beside a test, and for the test itself.
struct StoreInFolder {
    let folder: TemporaryDirectory
    /// The path of the configuration.
    let configuration: String
    private let backend: String
    private let redis: RedisServer?

    init(_ backend: String, in folder: TemporaryDirectory) async throws {
        (self.folder, self.backend) = (folder, backend)
        redis = backend == "redis" ? try await RedisServer() : nil
        let settings =
            switch redis {
            case let redis?: "redis: {url: \"\(redis.url)\", timeout: 20s}"
            case nil: "\(backend): {path: here-\(backend)}"
            }
        configuration = try folder.write("storage:\n  backend: \(backend)\n  \(settings)\n", to: "\(backend).yaml")
    }

    /// Opens the store as a command does, while none has it.
    func lend<Answer>(to work: (any Exportable) async throws -> Answer) async throws -> Answer {
        let choice = try ConfigurationSource.load(configuration).storage
        return try await OpenStore.lend(
            choice, below: folder.path("data"), mayBeAny: true, logger: Logger(label: "command-tests"), to: work)
    }

    /// How much is in the store, in what is quick to ask for: bytes of files, or keys. It grows while it is written.
    func weight() async throws -> Int {
        if let redis { return Int(try await redis.cli("dbsize")) ?? 0 }
        let data = folder.path("data")
        guard let names = FileManager.default.enumerator(atPath: data) else { return 0 }
        return names.reduce(into: 0) { sum, name in
            guard let name = name as? String, name.hasPrefix("here-\(backend)") else { return }
            // What a checkpoint takes away between the listing and the look counts as nothing.
            let size = try? FileManager.default.attributesOfItem(atPath: data + "/" + name)[.size] as? Int
            sum += size ?? 0
        }
    }
}
