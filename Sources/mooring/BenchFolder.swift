import ArgumentParser
import Foundation
import SessionBench
import SessionCore

/// The folder of a run, and the mark by which its keys on a server are known: both removed at the end.
struct BenchFolder {
    let path: String
    let mark: String
    /// What a reader should know of the disk.
    let notes: [String]

    /// Makes a folder of its own below one that is named, or below the system's for temporary files.
    init(below parent: String?) throws {
        mark = "bench-\(SessionHandle.random().text.prefix(12))"
        let above = parent.map { URL(fileURLWithPath: $0).standardizedFileURL.path } ?? BenchFolder.standard
        path = "\(above)/mooring-\(mark)"
        do throws(StartupProblem) {
            try DataFolder.make(path)
        } catch {
            ConfigurationSource.tell("mooring: \(error.description)")
            throw ExitCode(1)
        }
        notes =
            DiskFacts.isInMemory(path)
            ? ["\(above) is in memory (tmpfs): syncs cost nothing there; name a folder on a disk with --data"] : []
    }

    /// Removes the folder, and from the servers every key with the mark in it; answers what could not be removed.
    func remove(keysOn servers: [RedisAddress]) -> [String] {
        var notes: [String] = []
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            notes.append("\(path) could not be removed: \(error.localizedDescription)")
        }
        for server in Set(servers) {
            if case .failure(let failure) = server.removeKeys(with: mark) {
                notes.append("the keys on the Redis server: \(failure)")
            }
        }
        return notes
    }

    /// Temporary files that outlive a restart lie on a disk, where those of others may lie in memory.
    private static var standard: String {
        let temporary = FileManager.default.temporaryDirectory.standardizedFileURL.path
        let lasting = "/var" + "/tmp"
        return DiskFacts.isInMemory(temporary) && FileManager.default.isWritableFile(atPath: lasting)
            ? lasting : temporary
    }

    /// The commit of the source when the command runs inside its repository, or nothing.
    static var commit: String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "rev-parse", "--short=12", "HEAD"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil, let data = try? pipe.fileHandleForReading.readToEnd() else { return nil }
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return process.terminationStatus == 0 && !text.isEmpty ? text : nil
    }
}
