import ArgumentParser
import Foundation
import SessionBench

/// `mooring bench storage`: measures stores, each beside the floor of the same run.
struct BenchStorageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storage",
        abstract: "Measure how fast sessions are kept, by backend, beside what a plain loop in C reaches.",
        discussion: """
            Every read is checked, byte for byte, against what was last acknowledged; a wrong one ends the run with 1. \
            Written is a table, JSON that follows docs/bench-report.schema.json, or a page for a browser, on standard \
            output; progress goes to standard error. Ctrl-C ends the run in order and reports what there is. \
            `mooring bench compare` tells of two reports in JSON what has changed between them.

            What is written lies in a new folder below --data (the system's folder for temporary files unless it is \
            given), or on a Redis in a namespace of its own, and is removed afterwards. The floors of Redis run its own \
            tool, redis-benchmark, which writes one key of its own, key:__rand_int__, into the database.

            Examples:
              mooring bench storage
                  memory and file, 100000 sessions of 1 KiB, 1 and 64 callers
              mooring bench storage --backend file,sqlite --durability full,normal
                  two backends, each at two levels
              mooring bench storage --backend redis --redis-url redis://127.0.0.1:6379/9 --concurrency 64,256
                  a server that is there, in a database of its own
              mooring bench storage --backend sqlite --sessions 1000,100000,1000000 --operations load,commit
                  whether the cost grows with the number of sessions
              mooring bench storage --backend redis --redis-start --mix read-heavy,login-storm,revoke-all,sweep
                  what servers see at times, on a Redis that is there for the run only
              mooring bench storage --backend sqlite --operations load,commit --rate 5000
                  5000 calls a second whether or not they are answered: what latencies are at that load
              mooring bench storage --report today
                  leaves today/report.html, report.json and report.txt
              mooring bench storage --operations load,commit --redis-start --reference scripts/bench-references.sh
                  beside the session stores of Django and Flask-Session, which Python measures
            """
    )

    @OptionGroup var options: BenchStorageOptions

    func run() async throws {
        let plan = try options.plan()
        var notes: [String] = []
        var making = BenchTargets(options)
        let targets = try making.make(notes: &notes)
        let servers = making.servers
        let reports = try options.report.map { try BenchReportFolder($0) }
        let stop = BenchInterruption()
        // Before there is anything to remove, so that no signal finds the folder and nobody who removes it.
        let signals = await BenchSignals(stop)
        let folder = try BenchFolder(below: options.data)
        let line = StatusLine.standardError
        let began = Date()
        let settings = BenchSettings(
            folder: folder.path, mark: folder.mark, versions: ["mooring": MooringVersion.text],
            commit: BenchFolder.commit, notes: notes + folder.notes, stop: stop,
            progress: { line.show($0.bar(elapsed: Date().timeIntervalSince(began))) })
        let outcome = await signals.watch { () -> Result<BenchReport, any Error> in
            do {
                for server in servers { try await server.start(below: folder.path) }
            } catch {
                return .failure(error)
            }
            var report = await StorageBench.run(plan, on: targets, settings)
            line.clear()
            await measureReference(plan, below: folder.path, on: servers.first?.url, into: &report, stop)
            return .success(report)
        }
        line.clear()
        for server in servers { server.kill() }
        let left = folder.remove(keysOn: servers.isEmpty ? targets.compactMap(\.redis) : [])
        var report: BenchReport
        do {
            report = try outcome.get()
        } catch {
            ConfigurationSource.tell("mooring: \(error)")
            throw ExitCode(1)
        }
        report.notes += left
        try tell(report, reports)
    }

    /// Measures what `--reference` names, unless the run has ended early.
    private func measureReference(
        _ plan: BenchPlan, below folder: String, on redis: String?, into report: inout BenchReport,
        _ stop: BenchInterruption
    ) async {
        guard let program = options.reference, report.failure == nil, !stop.isInterrupted else { return }
        ConfigurationSource.tell("mooring: measuring what \(program) measures")
        let reference = BenchReference(program: program, plan: plan, folder: folder + "/reference", redis: redis)
        var measured = report
        do {
            try await reference.run(stop) { measured.take($0) }
        } catch {
            measured.failure = "\(error)"
        }
        report = measured
        report.isInterrupted = stop.isInterrupted
    }

    private func tell(_ report: BenchReport, _ folder: BenchReportFolder?) throws {
        switch options.output {
        case .table: print(report.text)
        case .json: print(try report.json())
        case .html: print(report.html)
        }
        if let failure = report.failure { ConfigurationSource.tell("mooring: \(failure)") }
        if let folder { ConfigurationSource.tell("the report is in \(try folder.write(report))") }
        if report.failure != nil || report.isInterrupted { throw ExitCode(1) }
    }
}
