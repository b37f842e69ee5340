import ArgumentParser
import Foundation
import SessionBench

/// The folder in which a report is left in every form.
struct BenchReportFolder {
    private let path: String

    /// Makes the folder, so that a run does not end without a place for its report; ends with 2 when that cannot be.
    init(_ name: String) throws {
        path = URL(fileURLWithPath: name).standardizedFileURL.path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw ValidationError("--report: \(path) cannot be made: \(error.localizedDescription)")
        }
        guard FileManager.default.isWritableFile(atPath: path) else {
            throw ValidationError("--report: \(path) may not be written by this user")
        }
    }

    /// Writes the report, over an earlier one, and answers where the page is.
    func write(_ report: BenchReport) throws -> String {
        try Data((report.text + "\n").utf8).write(to: URL(fileURLWithPath: path + "/report.txt"), options: .atomic)
        try Data((report.json() + "\n").utf8).write(to: URL(fileURLWithPath: path + "/report.json"), options: .atomic)
        try Data(report.html.utf8).write(to: URL(fileURLWithPath: path + "/report.html"), options: .atomic)
        return path + "/report.html"
    }
}
