import NIOCore

/// One measurement: windows on one terminal of a server that was just started.
struct TerminalMeasurement: Sendable {
    let plan: TerminalPlan
    let workload: TerminalWorkload
    let windows: Int
    let executable: String
    let server: any TerminalServer
    let crowd: WindowCrowd
    let stop: BenchInterruption

    func run() async throws -> TerminalRun {
        // The first window opens the terminal, so that the others find it.
        try await crowd.open(1, listeners: 1)
        let resident = server.residentBytes
        if workload == .storm { return try await storm(resident) }
        try await crowd.open(windows - 1, listeners: workload.hasKeys || workload.isFlood ? 0 : windows)
        try await begin(until: .began)
        if workload == .stopped { try await stopSome() }
        try await pause(Limits.terminalWarmUp)
        return try await watch(resident)
    }

    /// Starts the program and waits for its mark.
    private func begin(until mark: TerminalMark.Kind) async throws {
        let command = "exec '\(executable)' bench emit \(workload.source.rawValue)\n"
        try await crowd.with { $0.type(command) }
        try await crowd.until("the program in the terminal") { $0.marks.contains(mark) }
    }

    /// Has some windows stop, and waits until the server no longer waits for them.
    private func stopSome() async throws {
        let step = Limits.stoppedEach
        let first = try await crowd.with { crowd in
            crowd.stopReading(each: step)
            return crowd.reading(skipping: step)
        }
        while !stop.isInterrupted {
            let (now, failure) = try await crowd.with { ($0.reading(skipping: step), $0.failure) }
            if let failure { throw failure }
            if now.slowest >= first.slowest + Limits.bytesPastStopped { return }
            guard Monotonic.seconds(since: first.instant) < Limits.terminalPatience else {
                throw BenchFailure("the windows that read got nothing because of those that do not")
            }
            try await pause(Double(Limits.nap) / 1e9)
        }
    }

    private func watch(_ resident: UInt64?) async throws -> TerminalRun {
        let (keys, seconds) = (plan.keysPerSecond, plan.duration)
        let types = workload.hasKeys
        let skipped = workload == .stopped ? Limits.stoppedEach : nil
        let (serverBefore, ownBefore) = (server.processorSeconds, ProcessFacts.processorSeconds)
        let first = try await crowd.with { crowd in
            crowd.begin()
            if types {
                crowd.typeKeys(each: .nanoseconds(1_000_000_000 / Int64(keys)), until: Monotonic.after(seconds))
            }
            return crowd.reading(skipping: skipped)
        }
        try await pause(seconds)
        let last = try await crowd.with { $0.reading(skipping: skipped) }
        let (serverUsed, ownUsed) = (
            server.processorSeconds - serverBefore, ProcessFacts.processorSeconds - ownBefore
        )
        if types { try await crowd.until("the answer to the last key") { $0.answered >= $0.keysSent } }
        let (latencies, overtaken, unanswered, failure) = try await crowd.with {
            ($0.latencies, $0.overtaken, $0.keysSent - $0.answered, $0.failure)
        }
        if let failure { throw failure }
        if !stop.isInterrupted, workload.isFlood, last.slowest == first.slowest {
            throw BenchFailure("nothing was printed within \(seconds) s")
        }
        let span = Double(last.instant - first.instant) / 1e9
        let grown = resident.flatMap { before in server.residentBytes.map { Int64($0) - Int64(before) } }
        return TerminalRun(
            latencies, seconds: span, source: Double(last.slowest - first.slowest) / span,
            delivered: Double(last.delivered - first.delivered) / span,
            serverCores: serverUsed / span,
            harnessCores: (server.residentBytes == nil ? ownUsed - serverUsed : ownUsed) / span, grown: grown,
            overtaken: overtaken, unanswered: unanswered)
    }

    private func storm(_ resident: UInt64?) async throws -> TerminalRun {
        try await begin(until: .finished)
        let before = server.processorSeconds
        let began = Monotonic.now
        try await crowd.open(windows, listeners: 0)
        let span = Monotonic.seconds(since: began)
        let joins = try await crowd.with { $0.joins }
        let grown = resident.flatMap { before in server.residentBytes.map { Int64($0) - Int64(before) } }
        return TerminalRun(
            joins, seconds: span, source: 0, delivered: 0, serverCores: (server.processorSeconds - before) / span,
            harnessCores: 0, grown: grown, overtaken: 0, unanswered: 0)
    }

    /// Waits, and no longer than until somebody ends the run or the windows have failed.
    private func pause(_ seconds: Double) async throws {
        let end = Monotonic.after(seconds)
        while !stop.isInterrupted, Monotonic.now < end {
            let rest = min(Limits.nap, end - min(end, Monotonic.now))
            try await Task.sleep(for: .nanoseconds(Int64(rest)))
        }
    }
}

extension TerminalRun {
    init(
        _ latencies: LatencyHistogram, seconds: Double, source: Double, delivered: Double, serverCores: Double,
        harnessCores: Double, grown: Int64?, overtaken: Int, unanswered: Int
    ) {
        let has = latencies.count > 0
        self.init(
            seconds: seconds, sourceBytesPerSecond: source, deliveredBytesPerSecond: delivered,
            samples: latencies.count, p50: has ? latencies.microseconds(atPercentile: 50) : 0,
            p95: has ? latencies.microseconds(atPercentile: 95) : 0,
            p99: has ? latencies.microseconds(atPercentile: 99) : 0,
            p999: has ? latencies.microseconds(atPercentile: 99.9) : 0, longest: has ? latencies.maximum : 0,
            serverCores: serverCores, harnessCores: harnessCores, residentBytesGrown: grown, overtaken: overtaken,
            unanswered: unanswered)
    }
}
