import Foundation

/// The configuration file on disk, and files that it names.
enum ConfigurationFile {
    /// The bytes of a file; one byte more than allowed when it is too long, which the reader then refuses.
    static func read(_ path: String) throws(ConfigurationProblems) -> [UInt8] {
        if let why = unreadable(path) { throw problem(path, why) }
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            return Array(try handle.read(upToCount: Limits.fileBytes + 1) ?? Data())
        } catch {
            throw problem(path, "the file cannot be read: \(error.localizedDescription)")
        }
    }

    /// Why a path cannot be read as a file; nothing when it can.
    static func unreadable(_ path: String) -> String? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return "there is no file \"\(path)\""
        }
        if isFolder.boolValue { return "\"\(path)\" is a folder, not a file" }
        return FileManager.default.isReadableFile(atPath: path) ? nil : "the file \"\(path)\" may not be read"
    }

    /// Why a path cannot be run as a program; nothing when it can.
    static func unrunnable(_ path: String) -> String? {
        unreadable(path).flatMap { FileManager.default.fileExists(atPath: path) ? nil : $0 }
            ?? (FileManager.default.isExecutableFile(atPath: path) ? nil : "\"\(path)\" is no program that may be run")
    }

    /// The path of a file named in a configuration: a relative one is below the configuration's own folder.
    static func path(_ path: String, besideFile file: String) -> String {
        guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return String(file[...slash]) + path
    }

    private static func problem(_ path: String, _ what: String) -> ConfigurationProblems {
        ConfigurationProblems(problems: [ConfigurationProblem(.file(path, nil), what)], omitted: 0)
    }
}
