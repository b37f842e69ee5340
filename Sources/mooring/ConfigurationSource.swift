import ArgumentParser
import Foundation
import InstalledPlugins
import SessionConfiguration

/// The configuration of a command: read with this process's environment and this build's plug-ins.
enum ConfigurationSource {
    /// Reads a configuration; tells all problems on standard error and ends with 2 when it is not right.
    static func load(
        _ file: String?, overrides: [ServerConfiguration.Override] = []
    ) throws -> ServerConfiguration {
        do throws(ConfigurationProblems) {
            return try ServerConfiguration.load(
                file: file,
                overrides: overrides,
                environment: ProcessInfo.processInfo.environment,
                storage: InstalledPlugins.storage,
                identity: InstalledPlugins.identity
            )
        } catch {
            tell(error.description)
            throw ExitCode(2)
        }
    }

    /// Writes a line to standard error.
    static func tell(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
