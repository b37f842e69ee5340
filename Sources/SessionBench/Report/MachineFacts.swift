import CFloors
import Foundation

/// The machine and the versions that figures were taken with.
package struct MachineFacts: Sendable, Codable {
    /// How many processors the kernel offers.
    package var cores: Int
    /// The name of the processor, or nothing where the kernel does not say.
    package var processor: String?
    /// The bytes of memory.
    package var memoryBytes: UInt64
    /// The kernel.
    package var kernel: String
    /// Versions of libraries and of this build, by name.
    package var versions: [String: String]

    /// Asks the machine.
    package init(versions: [String: String]) {
        cores = ProcessInfo.processInfo.activeProcessorCount
        memoryBytes = ProcessInfo.processInfo.physicalMemory
        let line = MachineFacts.text(of: "/proc/cpuinfo")?.split(separator: "\n").first { $0.hasPrefix("model name") }
        processor = line?.split(separator: ":").dropFirst().first.map { $0.trimmingCharacters(in: .whitespaces) }
        let release = MachineFacts.text(of: "/proc/sys/kernel/osrelease") ?? "unknown"
        kernel = release.trimmingCharacters(in: .whitespacesAndNewlines)
        self.versions = versions
        self.versions["sqlite"] = String(cString: floors_sqlite_version())
    }

    static func text(of path: String) -> String? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        let data = try? file.read(upToCount: Limits.programBytes)
        return data.map { String(decoding: $0, as: UTF8.self) }
    }
}
