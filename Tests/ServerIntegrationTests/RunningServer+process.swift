import Foundation
import TestSupport

extension RunningServer {
    /// How many processes the server has started that still live: its shells.
    var childCount: Int {
        let children = try? String(contentsOfFile: "/proc/\(identifier)/task/\(identifier)/children", encoding: .utf8)
        // Children of any thread; a shell that has ended and was not yet waited for counts as well.
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(identifier)/task")) ?? []
        let lists = tasks.compactMap {
            try? String(contentsOfFile: "/proc/\(identifier)/task/\($0)/children", encoding: .utf8)
        }
        return (lists.isEmpty ? [children ?? ""] : lists).reduce(0) { $0 + $1.split(separator: " ").count }
    }

    /// The processor time the server has used, in seconds.
    var processorSeconds: Double {
        let status = (try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8)) ?? ""
        // What follows the name in brackets; fields 14 and 15 of proc(5) are user and system time in clock ticks.
        let fields = status.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
