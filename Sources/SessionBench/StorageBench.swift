import SessionCore

/// A run of the bench over some stores: fills each, measures all in turn, runs the floors, and reports.
package struct StorageBench: Sendable {
    private let plan: BenchPlan
    private let targets: [BenchTarget]
    private let settings: BenchSettings
    private var report: BenchReport
    private var forecast: BenchForecast
    private let floors: [(backend: String, kind: FloorKind)]

    /// Prepares a run; nothing is opened yet.
    package init(_ plan: BenchPlan, on targets: [BenchTarget], _ settings: BenchSettings) {
        self.plan = plan
        self.targets = targets
        self.settings = settings
        report = BenchReport(plan: plan, machine: MachineFacts(versions: settings.versions), commit: settings.commit)
        report.notes = settings.notes
        let cores = report.machine.cores
        let backends = targets.map(\.backend).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        floors =
            plan.hasFloors
            ? backends.flatMap { backend in FloorKind.all(of: backend, cores: cores).map { (backend, $0) } } : []
        forecast = BenchForecast(plan, targets: targets.count, floors: floors.count)
    }

    /// Does it all. What stood in the way is in ``BenchReport/failure``, beside what was measured until then.
    @concurrent
    package static func run(
        _ plan: BenchPlan, on targets: [BenchTarget], _ settings: BenchSettings
    ) async -> BenchReport {
        var bench = StorageBench(plan, on: targets, settings)
        return await bench.run()
    }

    private mutating func run() async -> BenchReport {
        let began = Monotonic.now
        for count in plan.sessions where isGoingOn { await measure(sessions: count) }
        for floor in floors where isGoingOn { measure(floor.kind, of: floor.backend) }
        compare()
        report.isInterrupted = settings.stop.isInterrupted && report.failure == nil
        report.seconds = Monotonic.seconds(since: began)
        report.loadAfter = ProcessFacts.loadAverage
        return report
    }

    private var isGoingOn: Bool { report.failure == nil && !settings.stop.isInterrupted }

    /// All measurements over stores with so many sessions; the stores are closed again whatever happens.
    private mutating func measure(sessions count: Int) async {
        var subjects: [BenchSubject] = []
        var facts: [StoreFacts] = []
        do throws(BenchFailure) {
            for target in targets where isGoingOn {
                guard var subject = try await open(target, sessions: count) else { continue }
                var fact = StoreFacts(
                    backend: target.backend, durability: target.durability.rawValue, guarantee: target.guarantee,
                    sessions: count)
                subjects.append(subject)
                try await fill(&subject, count, &fact)
                subjects[subjects.count - 1] = subject
                facts.append(fact)
            }
            guard !subjects.isEmpty || !isGoingOn else {
                throw BenchFailure("no store could be measured; the reasons are above")
            }
            try await measure(&subjects, facts)
            for index in facts.indices { try await ask(subjects[index], &facts[index]) }
        } catch {
            report.failure = error.description
        }
        for subject in subjects {
            do {
                try await subject.store.close()
            } catch {
                report.failure = report.failure ?? "\(subject.target.backend) could not be closed: \(error)"
            }
        }
        for index in facts.indices where isGoingOn { await recover(subjects[index], &facts[index]) }
        report.stores += facts
    }

    /// Brings a closed store back and sees that nothing is lost.
    private mutating func recover(_ subject: BenchSubject, _ fact: inout StoreFacts) async {
        settings.progress(forecast.progress("\(fact.backend): recovery"))
        let count = fact.sessions
        let recovery = BenchRecovery(subject) { [self] in try await storage(of: subject.target, count) }
        do throws(BenchFailure) {
            fact.recovery = try await recovery.run()
        } catch {
            report.failure = "\(fact.backend), after a restart: \(error)"
        }
    }

    private func folder(of target: BenchTarget, sessions count: Int) -> String {
        "\(settings.folder)/\(target.backend)-\(target.durability.rawValue)-\(count)"
    }

    /// Opens a store; one that cannot keep what is asked of it is left out, and the report says why.
    private mutating func open(
        _ target: BenchTarget, sessions count: Int
    ) async throws(BenchFailure) -> BenchSubject? {
        do {
            let storage = try await storage(of: target, count)
            return BenchSubject(target, storage: storage, plan: plan, stop: settings.stop)
        } catch let error as StorageError where error.code == .misconfigured {
            let skipped = SkippedStore(
                backend: target.backend, durability: target.durability.rawValue, reason: "\(error)")
            if !report.skipped.contains(skipped) { report.skipped.append(skipped) }
            return nil
        } catch {
            throw BenchFailure("\(target.backend) could not be opened: \(error)")
        }
    }

    private func storage(of target: BenchTarget, _ count: Int) async throws -> any SessionStorage {
        guard let namespace = Namespace("\(settings.mark)-\(target.durability.rawValue)-\(count)") else {
            throw BenchFailure("the bench's own namespace is none")
        }
        return try await target.open(folder(of: target, sessions: count), namespace)
    }

    private mutating func fill(
        _ subject: inout BenchSubject, _ count: Int, _ fact: inout StoreFacts
    ) async throws(BenchFailure) {
        let what = "\(subject.target.backend): \(count) sessions"
        let before = ProcessFacts.residentBytes
        let began = Monotonic.now
        try await subject.fill(count) { [forecast, settings] part in
            settings.progress(forecast.progress(what, within: part * BenchForecast.fill(count)))
        }
        forecast.finish(BenchForecast.fill(count))
        fact.fillSeconds = Monotonic.seconds(since: began)
        if let before, let after = ProcessFacts.residentBytes { fact.residentBytesGrown = Int64(after) - Int64(before) }
    }

    /// Goes round all stores in each run, so that what the machine does meanwhile hits all alike.
    private mutating func measure(
        _ subjects: inout [BenchSubject], _ facts: [StoreFacts]
    ) async throws(BenchFailure) {
        var runs: [BenchStep: [RunFigure]] = [:]
        let steps = BenchStep.all(plan, stores: subjects.count)
        var failure: BenchFailure?
        rounds: for run in 0..<plan.runs {
            for step in steps {
                guard !settings.stop.isInterrupted else { break rounds }
                let callers = BenchNumber.callers(step.callers)
                let what = "\(facts[step.store].backend): \(step.operation.rawValue), \(callers)"
                settings.progress(forecast.progress(what))
                do throws(BenchFailure) {
                    let figure = try await subjects[step.store].measure(
                        step.operation, callers: step.callers, run: run)
                    if let figure { runs[step, default: []].append(figure) }
                } catch {
                    failure = BenchFailure("\(what): \(error)")
                    break rounds
                }
                forecast.finish(
                    BenchForecast.measurement(step.operation, of: plan, facts[step.store].sessions))
            }
        }
        report.figures += steps.compactMap { step in
            BenchFigure(facts[step.store], step.operation, step.callers, runs[step] ?? [])
        }
        if let failure { throw failure }
    }

    private func ask(_ subject: BenchSubject, _ fact: inout StoreFacts) async throws(BenchFailure) {
        let bytes = DiskFacts.bytes(of: folder(of: subject.target, sessions: fact.sessions))
        if let bytes, bytes > 0 { fact.diskBytes = bytes }
        do {
            guard let health = try await subject.store.health() else { return }
            fact.facts = health.facts
            fact.warnings = health.warnings
        } catch {
            throw BenchFailure("\(subject.target.backend) is not healthy after the run: \(error)")
        }
    }

    private mutating func measure(_ kind: FloorKind, of backend: String) {
        settings.progress(forecast.progress("floor: \(kind.name)"))
        let runner = FloorRunner(
            plan: plan, folder: settings.folder, redis: floorServer, mark: settings.mark,
            seconds: min(Limits.floorSeconds, plan.duration))
        report.floors.append(runner.run(kind, of: backend))
        forecast.finish(Limits.floorSeconds)
    }

    /// The Redis that floors are measured on: of several, one that does not wait for its disk.
    private var floorServer: RedisAddress? {
        (targets.first { $0.redis != nil && $0.durability != .full } ?? targets.first { $0.redis != nil })?.redis
    }

    /// Whether the floors are those of the server of a store, or the store has no server.
    private func sharesServer(_ figure: BenchFigure) -> Bool {
        targets.contains {
            $0.backend == figure.backend && $0.durability.rawValue == figure.durability
                && ($0.redis == nil || $0.redis == floorServer)
        }
    }

    /// Writes beside each figure the share it reached of the floor that does the same.
    private mutating func compare() {
        let speeds = Dictionary(
            report.floors.compactMap { floor in floor.perSecond.map { (floor.name, $0) } }, uniquingKeysWith: { $1 })
        for index in report.figures.indices {
            let figure = report.figures[index]
            guard plan.rate == nil, sharesServer(figure), let durability = Durability(rawValue: figure.durability),
                let kind = FloorKind.fit(
                    for: figure.operation, on: figure.backend, durability, callers: figure.concurrency,
                    cores: report.machine.cores),
                let floor = [kind, kind.substitute].lazy.compactMap({ $0?.name }).first(where: { speeds[$0] != nil }),
                let speed = speeds[floor]
            else { continue }
            report.figures[index].floor = floor
            report.figures[index].share = figure.median.perSecond / speed
        }
    }
}
