import Foundation

/// What the kernel says of this process and of the machine's load.
enum ProcessFacts {
    /// The bytes that this process has handed to write calls so far, or nothing where the kernel does not count them.
    static var writtenBytes: UInt64? {
        field("wchar", in: "/proc/self/io")
    }

    /// The bytes of this process that are in memory, or nothing where the kernel does not say.
    static var residentBytes: UInt64? {
        field("VmRSS", in: "/proc/self/status").map { $0 * 1024 }
    }

    /// The seconds that processors have worked for this process so far, in it and in the kernel.
    static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The load averages of the last one, five and fifteen minutes.
    static var loadAverage: [Double] {
        let words = MachineFacts.text(of: "/proc/loadavg")?.split(separator: " ") ?? []
        return words.prefix(3).compactMap { Double($0) }
    }

    private static func field(_ name: String, in path: String) -> UInt64? {
        let line = MachineFacts.text(of: path)?.split(separator: "\n").first { $0.hasPrefix(name + ":") }
        return line?.split { " :\t".contains($0) }.dropFirst().first.flatMap { UInt64($0) }
    }
}
