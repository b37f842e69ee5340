package import Foundation

/// Where the package's own executables are while its tests run.
package enum BuildProducts {
    /// The folder of the running test executable.
    package static var directory: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    }

    /// The path of an executable of the package; throws when it was not built.
    package static func executable(_ name: String) throws -> String {
        // The runner may be the toolchain's own; then its first argument is the test bundle.
        let folders = [directory] + bundleFolders
        for folder in folders {
            let path = folder.appending(path: name).path
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        throw MissingProgram(name: name)
    }

    private static var bundleFolders: [URL] {
        CommandLine.arguments.filter { $0.contains(".xctest") }.map { argument in
            var url = URL(fileURLWithPath: argument)
            while !url.lastPathComponent.hasSuffix(".xctest"), url.pathComponents.count > 1 {
                url.deleteLastPathComponent()
            }
            return url.deletingLastPathComponent()
        }
    }

    /// The first of some programs that is in `PATH`.
    package static func inPath(_ names: [String]) throws -> String {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        for name in names {
            for folder in folders where FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
                return "\(folder)/\(name)"
            }
        }
        throw MissingProgram(name: names.joined(separator: " or "))
    }
}
