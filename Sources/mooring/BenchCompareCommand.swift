import ArgumentParser
import Foundation
import SessionBench

/// `mooring bench compare`: what changed from one report to another beyond noise.
struct BenchCompareCommand: AsyncParsableCommand {
    /// How a comparison is written.
    enum Output: String, ExpressibleByArgument, CaseIterable {
        case table, json
    }

    /// The most bytes of a report that are read.
    private static let reportBytes = 256 << 20

    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Tell what changed from one report to another beyond noise.",
        discussion: """
            Reads two reports in JSON and compares the figures they have in common, by all their runs. A change counts \
            when three things hold: chance makes so uneven an order of the runs at most once in twenty times (the exact \
            rank-sum test of Wilcoxon, Mann and Whitney), the medians differ by the threshold at least, and so does the \
            share of the floor where both reports have it, so that a machine that was slower as a whole is not taken for \
            a store that is. Four runs in each report are the fewest that can tell anything.

            Ends with 0 when nothing is slower, with 1 when something is, and with 2 when the reports cannot be compared.

            Examples:
              mooring bench compare before.json after.json
              mooring bench compare main/report.json branch/report.json --threshold 0.1
                  only changes of a tenth and more
            """
    )

    @Argument(help: ArgumentHelp("The report before.", valueName: "BEFORE"))
    var before: String

    @Argument(help: ArgumentHelp("The report after.", valueName: "AFTER"))
    var after: String

    @Option(help: ArgumentHelp("The smallest change that counts, as a share of the first.", valueName: "SHARE"))
    var threshold = 0.05

    @Option(help: "How the comparison is written.")
    var output: Output = .table

    mutating func validate() throws {
        guard threshold >= 0, threshold <= 10 else { throw ValidationError("--threshold: 0 to 10") }
    }

    func run() async throws {
        let comparison: ReportComparison
        do {
            comparison = try ReportComparison(try read(before), try read(after), threshold: threshold)
        } catch {
            ConfigurationSource.tell("mooring: these reports cannot be compared: \(error)")
            throw ExitCode(2)
        }
        print(output == .json ? try comparison.json() : comparison.text)
        if comparison.isSlower { throw ExitCode(1) }
    }

    private func read(_ path: String) throws(BenchFailure) -> BenchReport {
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: BenchCompareCommand.reportBytes)
        else { throw BenchFailure("\(path) cannot be read") }
        do {
            return try BenchReport(json: data)
        } catch {
            throw BenchFailure("\(path): \(error)")
        }
    }
}
