import ArgumentParser
import Foundation
import SessionBench

/// `mooring bench terminals`: measures terminals that many windows share, beside a floor of the same run.
struct BenchTerminalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "terminals",
        abstract: "Measure how fast terminals reach their windows, beside what a plain server in C reaches.",
        discussion: """
            Starts this server as a process of its own for each measurement, with its data in a folder that is removed, \
            and windows in this process that speak the window protocol. Beside it runs a server in C that does nothing \
            but hand the same bytes to the same windows. Every offset is checked; latencies count from the instant at \
            which a frame or a key was due.

            Workloads: idle, paced (30 frames of 256 bytes a second), screen (a full screen 60 times a second), flood, \
            colours (a flood with colours), echo (keys), echo-flood (keys during a flood), stopped (a flood with one \
            window of ten that does not read), storm (all windows join ten thousand lines at once).

            Measure with a release build. Examples:
              mooring bench terminals
              mooring bench terminals --windows 1,100 --workloads flood,echo --runs 5 --output html > report.html
            """
    )

    @Option(help: ArgumentHelp("How many windows share the terminal; several numbers.", valueName: "N"))
    var windows = "1,10,50"

    @Option(help: ArgumentHelp("What happens on the terminal.", valueName: "NAMES"))
    var workloads: String?

    @Option(help: ArgumentHelp("How long one measurement lasts, in seconds.", valueName: "S"))
    var duration = 2.0

    @Option(help: ArgumentHelp("How often everything is measured; the median is shown.", valueName: "N"))
    var runs = 3

    @Option(help: ArgumentHelp("Keys typed in a second.", valueName: "N"))
    var keys = 50

    @Flag(inversion: .prefixedNo, help: "Measure the floor as well.")
    var floor = true

    @Option(help: ArgumentHelp("The folder below which the servers keep their data.", valueName: "DIR"))
    var data: String?

    @Option(help: "How the report is written.")
    var output: BenchStorageOptions.Output = .table

    mutating func validate() throws {
        _ = try plan()
    }

    func run() async throws {
        let plan = try plan()
        guard let executable = Bundle.main.executablePath, !executable.contains("'") else {
            ConfigurationSource.tell("mooring: the path of this program is not known, or has a quote in it")
            throw ExitCode(1)
        }
        let stop = BenchInterruption()
        let signals = await BenchSignals(stop)
        let folder = try BenchFolder(below: data)
        let line = StatusLine.standardError
        let began = Date()
        let settings = BenchSettings(
            folder: folder.path, mark: folder.mark, versions: ["mooring": MooringVersion.text],
            commit: BenchFolder.commit, stop: stop,
            progress: { line.show($0.bar(elapsed: Date().timeIntervalSince(began))) })
        var report = await signals.watch { await TerminalBench.run(plan, executable: executable, settings) }
        line.clear()
        report.notes += folder.remove(keysOn: [])
        switch output {
        case .table: print(report.text)
        case .json: print(try report.json())
        case .html: print(report.html)
        }
        if let failure = report.failure { ConfigurationSource.tell("mooring: \(failure)") }
        if report.failure != nil || report.isInterrupted { throw ExitCode(1) }
    }

    private func plan() throws -> TerminalPlan {
        let parts = { (text: String) in text.split(separator: ",").map { $0.filter { $0 != " " } } }
        let counts = try parts(windows).map { part in
            guard let number = Int(part) else { throw ValidationError("--windows: '\(part)' is not a whole number") }
            return number
        }
        let wanted = try workloads.map { text in
            try parts(text).map { part in
                guard let workload = TerminalWorkload(rawValue: part) else {
                    let names = TerminalWorkload.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("--workloads: '\(part)' is none of \(names)")
                }
                return workload
            }
        }
        let plan = TerminalPlan(
            windows: counts, workloads: wanted ?? TerminalWorkload.standard, duration: duration, runs: runs,
            keysPerSecond: keys, hasFloors: floor)
        if let problem = plan.problem { throw ValidationError("--\(problem)") }
        return plan
    }
}
