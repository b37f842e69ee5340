import Foundation
import Glibc

/// The file in the data folder that says how a migration stands. It is either as it was or as it is to be.
struct MigrationStateFile {
    let path: String

    init(below dataFolder: String) {
        path = dataFolder + "/migration.json"
    }

    /// What it says, or nothing when there is none. One that cannot be read is never taken for none.
    func load() throws(StartupProblem) -> MigrationState? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path),
            let state = try? JSONDecoder().decode(MigrationState.self, from: data), state.version == 1
        else {
            throw StartupProblem(
                "\(path) cannot be read, and says which store has the sessions; put it back from a copy, or remove it if "
                    + "you know that it is the one of the configuration")
        }
        return state
    }

    /// Writes it; when this returns a loss of power does not undo it.
    func save(_ state: MigrationState) throws(StartupProblem) {
        let draft = path + ".new"
        do {
            let data = try JSONEncoder().encode(state)
            try? FileManager.default.removeItem(atPath: draft)
            guard FileManager.default.createFile(atPath: draft, contents: nil, attributes: [.posixPermissions: 0o600])
            else { throw failure("written") }
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: draft))
            defer { try? file.close() }
            try file.write(contentsOf: data)
            try file.synchronize()
        } catch {
            throw failure("written")
        }
        guard rename(draft, path) == 0 else { throw failure("written") }
        try keepFolder()
    }

    /// Removes it; when this returns a loss of power does not undo it.
    func remove() throws(StartupProblem) {
        guard unlink(path) == 0 || errno == ENOENT else { throw failure("removed") }
        try keepFolder()
    }

    private func keepFolder() throws(StartupProblem) {
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
        guard folder >= 0 else { throw failure("kept") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure("kept") }
    }

    private func failure(_ what: String) -> StartupProblem {
        StartupProblem("\(path) cannot be \(what): \(String(cString: strerror(errno))); nothing was changed")
    }
}
