import Foundation
import Glibc
import SQLiteStorage
import SessionCore
import TestSupport
import Testing

/// Scenario S85: who may read the files, and what lies in their places.
@Suite struct SQLiteStorageFileTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory("sqlite-storage")
    }

    @Test func nobodyElseMayReadWhateverTheUmask() async throws {
        // A probe of its own, because the umask belongs to the whole process.
        let shell = ["/bin/sh", "-c", "umask 000; exec \"$@\"", "sh"]
        let probe = try ProbeProcess("hold", in: folder.path("new/below/sessions.db"), under: shell)
        #expect(String(decoding: probe.read(), as: UTF8.self) == "open\n")
        #expect(try folder.mode("new") == 0o700)
        #expect(try folder.mode("new/below") == 0o700)
        for name in ["sessions.db", "sessions.db-wal", "sessions.db-shm"] {
            #expect(try folder.mode("new/below/" + name) == 0o600, "\(name)")
        }
        probe.end()
    }

    @Test func openDoorsAreShut() async throws {
        try await Sample.open(folder).close()
        chmod(folder.path("sessions.db"), 0o644)
        let store = try await Sample.open(folder)
        _ = try await store.create(Sample.session(1))
        for name in try folder.names() { #expect(try folder.mode(name) == 0o600, "\(name)") }
        try await store.close()
    }

    @Test(arguments: ["sessions.db", "sessions.db-wal", "sessions.db-shm"])
    func symbolicLinkIsRefused(_ name: String) async throws {
        try folder.write("elsewhere", to: "elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path(name), withDestinationPath: folder.path("elsewhere"))
        await #expect { try await Sample.open(folder) } throws: { ($0 as? StorageError)?.code == .misconfigured }
        #expect(try folder.contents("elsewhere") == Array("elsewhere".utf8))
    }

    @Test func folderInTheFilesPlaceIsRefused() async throws {
        try FileManager.default.createDirectory(atPath: folder.path("sessions.db"), withIntermediateDirectories: true)
        await #expect { try await Sample.open(folder) } throws: { ($0 as? StorageError)?.code == .misconfigured }
    }

    /// A closing of the file by hand beside the library would take its locks away, and another process would then write.
    @Test func openingASecondNamespaceLeavesTheLocksOfTheFirst() async throws {
        let first = try await Sample.open(folder)
        let outside = try RawDatabase(folder.path("sessions.db"))
        try outside.run("BEGIN IMMEDIATE")
        let namespace = try #require(Namespace("other"))
        await #expect { try await Sample.open(folder, namespace: namespace, busyTimeout: .milliseconds(50)) } throws: {
            ($0 as? StorageError)?.code == .timeout
        }
        try outside.run("COMMIT")
        let second = try await Sample.open(folder, namespace: namespace)
        #expect(try await first.create(Sample.session(1)) == .created)
        #expect(try await second.create(Sample.session(1)) == .created)
        #expect(try await second.revoke(Sample.key(1), reason: .revoked, at: Sample.start) == .revoked)
        #expect(try await first.payload(1) == [1, 2, 3])
        try await first.close()
        try await second.close()
    }
}
