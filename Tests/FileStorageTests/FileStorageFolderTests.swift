import FileStorage
import Foundation
import Glibc
import SessionCore
import Testing

/// Scenario S85, and one process to a folder.
@Suite struct FileStorageFolderTests {
    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func nobodyElseMayReadWhateverTheUmask() async throws {
        let folder = try TemporaryFolder()
        // A probe of its own, because the umask belongs to the whole process.
        let shell = ["/bin/sh", "-c", "umask 000; exec \"$@\"", "sh"]
        #expect(try ProbeProcess("hold", folder, under: shell).lines().map(String.init) == ["open", "closed"])
        #expect(try mode(folder.path + "/default") == 0o700)
        #expect(try mode(folder.path + "/default/quarantine") == 0o700)
        #expect(try mode(folder.path + "/default/0000000001.log") == 0o600)
        #expect(try mode(folder.path + "/default/lock") == 0o600)
    }

    @Test func openDoorsAreShut() async throws {
        let folder = try TemporaryFolder()
        try await Sample.open(folder).close()
        chmod(folder.path + "/default", 0o777)
        chmod(folder.path + "/default/0000000001.log", 0o644)
        try await Sample.open(folder).close()
        #expect(try mode(folder.path + "/default") == 0o700)
        #expect(try mode(folder.path + "/default/0000000001.log") == 0o600)
    }

    @Test(arguments: ["0000000001.log", "0000000002.log", "lock", "quarantine", "other"])
    func symbolicLinkInTheFolderIsRefused(_ name: String) async throws {
        let folder = try TemporaryFolder()
        try await Sample.open(folder).close()
        let link = folder.path + "/default/" + name
        try? FileManager.default.removeItem(atPath: link)
        try folder.write([1, 2, 3], to: "elsewhere")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path + "/elsewhere")
        await #expect { try await Sample.open(folder) } throws: { ($0 as? StorageError)?.code == .misconfigured }
        #expect(try folder.contents("elsewhere") == [1, 2, 3])
    }

    @Test func namespaceThatIsASymbolicLinkIsRefused() async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/other", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/default", withDestinationPath: folder.path + "/other")
        await #expect { try await Sample.open(folder) } throws: { ($0 as? StorageError)?.code == .misconfigured }
        #expect(try folder.names(in: "other").isEmpty)
    }

    @Test func secondProcessIsRefusedWithThePidOfTheFirst() async throws {
        let folder = try TemporaryFolder()
        let probe = try ProbeProcess("hold", folder)
        #expect(String(decoding: probe.read(), as: UTF8.self) == "open\n")
        await #expect { try await Sample.open(folder) } throws: { error in
            guard let error = error as? StorageError else { return false }
            return error.code == .misconfigured && error.message.contains("process \(probe.processIdentifier);")
                && error.message.contains(folder.path)
        }
        probe.kill()
        probe.end()
        try await Sample.open(folder).close()
    }

    @Test func secondStoreOfOneProcessIsRefusedUntilTheFirstIsClosed() async throws {
        let folder = try TemporaryFolder()
        let first = try await Sample.open(folder)
        await #expect { try await Sample.open(folder) } throws: { error in
            (error as? StorageError)?.message.contains("process \(getpid());") == true
        }
        try await first.close()
        try await Sample.open(folder).close()
    }
}
