import Foundation

/// The folder below which a server keeps what is its own.
enum DataFolder {
    /// What `--data` says, or `$XDG_STATE_HOME/mooring`, or `~/.local/state/mooring`; absolute.
    static func path(_ flag: String?, environment: [String: String]) -> String {
        if let flag { return URL(fileURLWithPath: flag).standardizedFileURL.path }
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/mooring" }
        return NSHomeDirectory() + "/.local/state/mooring"
    }

    /// Makes the folder where it is missing, for this user only; throws what stands in the way.
    static func make(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
}
