import Foundation
import TestSupport
import Testing

/// A server's sessions travel in a file, by `mooring export` and `mooring import`, and only the whole file is taken.
@Suite struct ArchivingTests {
    private let folder: TemporaryDirectory
    private let redis: RedisServer

    init() async throws {
        folder = try TemporaryDirectory()
        redis = try await RedisServer()
        for name in ["keys", "others"] {
            let made = try await ChildProcess.run(BuildProducts.executable("mooring"), ["keys", "new", "--id", "k1"])
            try folder.write(made.output, to: name)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path(name))
        }
    }

    private func configuration(_ backend: String) throws -> String {
        try folder.write(
            """
            terminals: {shell: /bin/sh}
            storage:
              backend: \(backend)
              redis: {url: "\(redis.url)"}
            """, to: backend + ".yaml")
    }

    private func serve(_ backend: String) async throws -> RunningServer {
        try await RunningServer(
            configuration: configuration(backend), data: folder.path("data-" + backend),
            environment: ["PS1": "ready> ", "HOME": folder.path], keeping: folder)
    }

    private func mooring(
        _ verb: String, _ backend: String, _ more: String...
    ) async throws -> (code: Int32, output: String) {
        let place = ["--config", try configuration(backend), "--data", folder.path("data-" + backend)]
        return try await ChildProcess.run(
            BuildProducts.executable("mooring"), [verb] + place + more, environment: [:], within: .seconds(60))
    }

    /// Serves from a file store, makes a workspace there, and exports it.
    private func exported() async throws -> String {
        let server = try await serve("file")
        let token = try await TestHouse.newToken(from: server)
        let window = try await TestWindow.open(port: server.port, token: token)
        try await window.ask("workspace.rename", ["name": "Night shift"])
        let busy = try await mooring("export", "file", "--plain", "--output", folder.path("busy"))
        #expect(busy.code == 1 && busy.output.contains("\(server.identifier)"), "\(busy.output)")
        #expect(try await server.terminate() == 0)
        let path = folder.path("sessions.jsonl")
        let done = try await mooring("export", "file", "--key-file", folder.path("keys"), "--output", path)
        #expect(done.code == 0 && done.output.contains("Exported"), "\(done.output)")
        return token
    }

    private func lines() throws -> [String] {
        try String(contentsOfFile: folder.path("sessions.jsonl"), encoding: .utf8).split(separator: "\n").map(
            String.init)
    }

    private func write(_ lines: [String]) throws -> String {
        try folder.write(lines.map { $0 + "\n" }.joined(), to: "changed.jsonl")
    }

    @Test func aWorkspaceTravelsFromTheFileStoreToSQLiteAndRedis() async throws {
        let token = try await exported()
        let path = folder.path("sessions.jsonl")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        let text = try lines().joined()
        #expect(!text.contains(token) && !text.contains("Night shift") && !text.contains("workspace"))
        let keys = folder.path("keys")
        for backend in ["sqlite", "redis"] {
            let dry = try await mooring("import", backend, "--key-file", keys, "--dry-run", path)
            #expect(dry.code == 0 && dry.output.contains("Nothing was written."), "\(dry.output)")
            let first = try await mooring("import", backend, "--key-file", keys, path)
            #expect(first.code == 0 && first.output.contains("Imported"), "\(first.output)")
            let again = try await mooring("import", backend, "--key-file", keys, path)
            #expect(again.code == 0 && again.output.contains("Imported 0 sessions"), "\(again.output)")
            let server = try await serve(backend)
            let back = try await TestWindow.open(port: server.port, token: token)
            #expect(await back.workspace["name"] == "Night shift", "on \(backend)")
            #expect(try await server.terminate() == 0)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains(".part-") } == [])
    }

    @Test func whatIsNotAsItWasWrittenIsRefusedAndChangesNothing() async throws {
        _ = try await exported()
        let whole = try lines()
        let last = whole.count - 1
        var damaged = whole
        damaged[last - 1] = damaged[last - 1].replacing("sealed\":\"", with: "sealed\":\"AAAA", maxReplacements: 1)
        var swapped = whole
        swapped.swapAt(last, last - 1)
        let keys = folder.path("keys")
        let tries = [
            (damaged, keys, "changed.jsonl:\(last)"), (swapped, keys, "changed.jsonl:\(last)"),
            (whole.dropLast(), keys, "cut off"), (whole, folder.path("others"), "changed.jsonl:2"),
        ]
        for (lines, keys, words) in tries {
            let path = try write(Array(lines))
            let refused = try await mooring("import", "sqlite", "--key-file", keys, path)
            #expect(refused.code == 1 && refused.output.contains(words), "\(words): \(refused.output)")
        }
        let plain = try await mooring("import", "sqlite", "--plain", folder.path("sessions.jsonl"))
        #expect(plain.code == 1 && plain.output.contains("--key-file"), "\(plain.output)")
        // Nothing of any of them is there: an export of that store has a header and an end, and no more.
        let path = folder.path("empty.jsonl")
        #expect(try await mooring("export", "sqlite", "--plain", "--output", path).code == 0)
        let left = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(left.count == 2 && left[1].contains("\"sessions\":0"), "\(left)")
    }

    @Test func exportsAreEncryptedAndReplaceNothingUnlessToldSo() async throws {
        let path = try folder.write("mine", to: "there.jsonl")
        let bare = try await mooring("export", "sqlite", "--output", path)
        #expect(bare.code == 2 && bare.output.contains("mooring keys new"), "\(bare.output)")
        let kept = try await mooring("export", "sqlite", "--plain", "--output", path)
        #expect(kept.code == 1 && kept.output.contains("--force"), "\(kept.output)")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
        let forced = try await mooring("export", "sqlite", "--plain", "--force", "--output", path)
        #expect(forced.code == 0 && forced.output.contains("warning"), "\(forced.output)")
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("mooring-export"))
        // Anybody may have written a file without a key: a key that is named is insisted on.
        let open = try await mooring("import", "redis", "--key-file", folder.path("keys"), path)
        #expect(open.code == 1 && open.output.contains("--plain"), "\(open.output)")
    }
}
