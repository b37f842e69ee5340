import Foundation
import SessionCore
import Synchronization
import TestSupport
import Testing

@testable import mooring

/// When a changed file of keys is taken, look by look.
@Suite struct KeyFileWatchTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func write(_ text: String) throws {
        try folder.write(text, to: "keys")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("keys"))
    }

    private func line(_ id: String, _ byte: UInt8) -> String {
        "\(id) \(Data(repeating: byte, count: 32).base64EncodedString())\n"
    }

    /// Written from its beginning, it first looks as if its last key had been taken away.
    @Test func halfWrittenFileIsNotTaken() async throws {
        let old = line("old", 1)
        try write(old)
        let keyring = EncryptionKeyring(try EncryptionKeys(text: old))
        let (steps, clock) = AsyncStream<Void>.makeStream()
        let looks = Atomic(0)
        let watch = KeyFileWatch(folder.path("keys"), keyring: keyring, logger: LogMemory().logger) { _ in
            looks.add(1, ordering: .relaxed)
            for await _ in steps { return }
            throw CancellationError()
        }
        var count = 1
        /// Lets it look once, and tells what keys there are then.
        func look() async throws -> [String] {
            try await eventually("look \(count)") { looks.load(ordering: .relaxed) == count }
            clock.yield()
            count += 1
            try await eventually("the end of look \(count - 1)") { looks.load(ordering: .relaxed) == count }
            return keyring.keys.all.map(\.id)
        }
        async let _: Void = watch.run()
        for _ in 0..<2 { #expect(try await look() == ["old"]) }
        try write(line("new", 2))
        #expect(try await look() == ["old"], "the key that payloads lie under is gone")
        try write(line("new", 2) + old)
        #expect(try await look() == ["old"])
        #expect(try await look() == ["new", "old"])
        clock.finish()
    }
}
