import Foundation

/// The folder below which a server keeps what is its own.
enum DataFolder {
    /// What `--data` says, or `$XDG_STATE_HOME/mooring`, or `~/.local/state/mooring`; absolute.
    static func path(_ flag: String?, environment: [String: String]) -> String {
        if let flag { return URL(fileURLWithPath: flag).standardizedFileURL.path }
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/mooring" }
        return NSHomeDirectory() + "/.local/state/mooring"
    }

    /// Makes the folder where it is missing, for this user only; throws what stands in the way, in words.
    static func make(_ path: String) throws(StartupProblem) {
        if let obstacle = obstacle(to: path) { throw problem(path, obstacle) }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw problem(path, "cannot be made: \(error.localizedDescription)")
        }
    }

    /// What is there already, the folder or the nearest one above it, must be a folder that may be written.
    private static func obstacle(to path: String) -> String? {
        let files = FileManager.default
        var place = URL(fileURLWithPath: path)
        var isFolder: ObjCBool = false
        while !files.fileExists(atPath: place.path, isDirectory: &isFolder), place.pathComponents.count > 1 {
            place.deleteLastPathComponent()
        }
        let name = place.path == path ? "it" : place.path
        if !isFolder.boolValue { return "cannot be used: \(name) is not a folder" }
        return files.isWritableFile(atPath: place.path)
            ? nil : "cannot be used: \(name) may not be written by this user"
    }

    private static func problem(_ path: String, _ what: String) -> StartupProblem {
        StartupProblem("the data folder \(path) \(what); name another with --data DIR")
    }
}
