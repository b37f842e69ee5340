import NIOCore
import NIOPosix

/// A run of the bench over terminals: each workload with each number of windows, the server beside its floor.
package struct TerminalBench: Sendable {
    private struct Step: Hashable {
        let workload: TerminalWorkload
        let windows: Int
        let server: String
    }

    private let plan: TerminalPlan
    private let executable: String
    private let settings: BenchSettings
    private var report: TerminalReport
    private let steps: [Step]
    private var done = 0

    private init(_ plan: TerminalPlan, executable: String, _ settings: BenchSettings) {
        self.plan = plan
        self.executable = executable
        self.settings = settings
        report = TerminalReport(
            plan: plan, machine: MachineFacts(versions: settings.versions), commit: settings.commit)
        report.notes = settings.notes
        steps = plan.workloads.flatMap { workload in
            plan.windows.flatMap { windows in
                let servers = plan.hasFloors && workload.hasFloor ? ["mooring", "floor"] : ["mooring"]
                return servers.map { Step(workload: workload, windows: windows, server: $0) }
            }
        }
    }

    /// Does it all. What stood in the way is in ``TerminalReport/failure``, beside what was measured until then.
    ///
    /// - Parameter executable: the path of `mooring`, which is the server and the program in its terminal.
    @concurrent
    package static func run(_ plan: TerminalPlan, executable: String, _ settings: BenchSettings) async -> TerminalReport
    {
        var bench = TerminalBench(plan, executable: executable, settings)
        return await bench.run()
    }

    private mutating func run() async -> TerminalReport {
        let began = Monotonic.now
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var runs: [Step: [TerminalRun]] = [:]
        do {
            rounds: for round in 0..<plan.runs {
                for step in steps {
                    guard !settings.stop.isInterrupted else { break rounds }
                    settings.progress(
                        BenchProgress(
                            fraction: Double(done) / Double(steps.count * plan.runs),
                            what: "\(step.server): \(step.workload.rawValue), \(step.windows) windows"))
                    runs[step, default: []].append(try await measure(step, round, on: group.next()))
                    done += 1
                }
            }
        } catch {
            report.failure = settings.stop.isInterrupted ? nil : "\(error)"
        }
        do {
            try await group.shutdownGracefully()
        } catch {
            report.failure = report.failure ?? "the thread of the windows does not end: \(error)"
        }
        report.figures = steps.compactMap { TerminalFigure($0.server, $0.workload, $0.windows, runs[$0] ?? []) }
        compare()
        report.isInterrupted = settings.stop.isInterrupted && report.failure == nil
        report.seconds = Monotonic.seconds(since: began)
        report.loadAfter = ProcessFacts.loadAverage
        return report
    }

    /// A measurement on a server of its own, so that none inherits memory or work from another.
    private func measure(_ step: Step, _ round: Int, on loop: any EventLoop) async throws -> TerminalRun {
        let server = try await start(step, round)
        let result: Result<TerminalRun, any Error>
        do {
            let crowd = try await WindowCrowd.make(port: server.port, on: loop)
            let measurement = TerminalMeasurement(
                plan: plan, workload: step.workload, windows: step.windows, executable: executable, server: server,
                crowd: crowd, stop: settings.stop)
            do {
                result = .success(try await measurement.run())
            } catch {
                result = .failure(
                    BenchFailure("\(step.server), \(step.workload.rawValue), \(step.windows) windows: \(error)"))
            }
            try await crowd.with { $0.end() }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
        return try result.get()
    }

    private func start(_ step: Step, _ round: Int) async throws -> any TerminalServer {
        guard step.server == "mooring" else { return try FloorServer() }
        let folder = "\(settings.folder)/\(step.workload.rawValue)-\(step.windows)-\(round)"
        return try await ServedTerminals(executable: executable, folder: folder)
    }

    private mutating func compare() {
        for index in report.figures.indices where report.figures[index].server == "mooring" {
            let figure = report.figures[index]
            let isStopped = figure.workload == .stopped
            let floor = report.figures.first {
                $0.server == (isStopped ? "mooring" : "floor") && $0.windows == figure.windows
                    && $0.workload == (isStopped ? .flood : figure.workload)
            }
            report.figures[index].compare(with: floor)
        }
    }
}
