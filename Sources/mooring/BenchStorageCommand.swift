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
            Written are a table, or JSON that follows docs/bench-report.schema.json, on standard output; progress goes \
            to standard error. Ctrl-C ends the run in order and reports what there is.

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
              mooring bench storage --output json > today.json
                  for machines
            """
    )

    @OptionGroup var options: BenchStorageOptions

    func run() async throws {
        let plan = try options.plan()
        var notes: [String] = []
        let targets = try BenchTargets(options).make(notes: &notes)
        let stop = BenchInterruption()
        // Before there is anything to remove, so that no signal finds the folder and nobody who removes it.
        let signals = await BenchSignals(stop)
        let folder = try BenchFolder(below: options.data)
        let bar = BenchBar()
        let settings = BenchSettings(
            folder: folder.path, mark: folder.mark, versions: ["mooring": MooringVersion.text],
            commit: BenchFolder.commit, notes: notes + folder.notes, stop: stop, progress: { bar.show($0) })
        var report = await signals.watch { await StorageBench.run(plan, on: targets, settings) }
        bar.clear()
        report.notes += folder.remove(keysOn: targets.compactMap(\.redis))
        print(options.output == .json ? try report.json() : report.text)
        if let failure = report.failure { ConfigurationSource.tell("mooring: \(failure)") }
        if report.failure != nil || report.isInterrupted { throw ExitCode(1) }
    }
}
