import Foundation
import Logging
import ServiceLifecycle
import SessionConfiguration
import SessionCore
import SessionServer

/// Moves the sessions of the running server to another store, a step at a time, as those who run it say.
///
/// What has to be true after a crash is written down before it becomes so: see ``MigrationState``.
actor MigrationDesk {
    let storage: MigratingStorage
    let configured: StorageChoice
    let target: MigrationTarget
    let file: MigrationStateFile
    let clock = SystemClock()
    let logger: Logger
    /// The keys of the configured store, which may change while the server runs.
    private let keyring: EncryptionKeyring?
    private var state: MigrationState?
    /// The store that is moved to, as its configuration was when it was opened.
    private var other: StorageMark?
    private var problem: String?
    private var isBusy = false

    /// How often the copier looks for work.
    static let interval = Duration.seconds(1)
    /// How many times as long it waits after it was refused.
    static let turnsOfRest = 30

    init(
        _ storage: MigratingStorage, configured: StorageChoice, keyring: EncryptionKeyring?, target: MigrationTarget,
        file: MigrationStateFile, state: MigrationState?
    ) {
        self.storage = storage
        self.configured = configured
        self.keyring = keyring
        self.target = target
        self.file = file
        self.state = state
        other = state?.other
        logger = target.logger
    }

    /// One turn of the copier: opens the other store if that was not possible before, then fills it.
    func turn() async {
        guard let state, state.phase != .finished, !isBusy else { return }
        do {
            if !storage.status.isMirroring {
                isBusy = true
                defer { isBusy = false }
                try await attach(state)
            }
            problem = nil
        } catch {
            note(error)
        }
    }

    /// Notes how filling the other store went.
    func note(_ error: any Error) {
        let words = MigrationDesk.words(error)
        if words != problem { logger.warning("A migration is held up", metadata: ["problem": "\(words)"]) }
        problem = words
    }

    func clear() {
        problem = nil
    }

    /// Opens the store that does not answer: the other one before the cut-over, the configured one after it.
    private func attach(_ state: MigrationState) async throws {
        let isCopying = state.phase == .copying
        let choice = isCopying ? try target.choice(state.to) : configured
        let mirror = try await target.open(choice, keyring: isCopying ? nil : keyring)
        do {
            try await refuseTheSame(mirror, isCopying ? state.to : "the configuration")
            try await storage.attach(mirror)
            if isCopying { other = StorageMark(choice) }
        } catch {
            try? await (mirror as? any ClosableStorage)?.close()
            throw error
        }
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let error as StorageError: error.message
        case let error as HallError: error.message
        default: "\(error)"
        }
    }
}

extension MigrationDesk: MigrationControl {
    func perform(_ action: MigrationAction) async throws -> MigrationReport {
        guard !isBusy else { throw MigrationRefusal("another step is being taken; look at the status and try again") }
        isBusy = true
        defer { isBusy = false }
        switch action {
        case .start(let to): try await start(to)
        case .cutOver: try await cutOver()
        case .rollBack(let acceptingLoss): try await rollBack(acceptingLoss)
        case .finish: try await finish()
        case .stop: try await stop()
        }
        logger.notice(
            "A step of a migration was taken",
            metadata: ["action": "\(action)", "phase": "\(state?.phase.rawValue ?? "none")"])
        return await report()
    }

    private func start(_ name: String) async throws {
        if let state {
            throw MigrationRefusal("a migration to \(state.to) is under way already (\(state.phase.rawValue))")
        }
        let choice = try target.choice(name)
        guard !choice.isSame(as: configured) else {
            throw HallError(.invalid, "\(name) names the store that the sessions are in already")
        }
        guard choice.driver.abilities.contains(.persistent) else {
            throw HallError(.invalid, "the backend \(choice.driver.name) of \(name) keeps nothing when the server ends")
        }
        let other = try await target.open(choice)
        do {
            _ = try await other.checkHealth(at: clock.now)
            try await refuseTheSame(other, name)
            self.other = StorageMark(choice)
            try save(.copying, to: name)
            try await storage.attach(other)
        } catch {
            if state != nil {
                try removeFile()
                state = nil
            }
            try? await (other as? any ClosableStorage)?.close()
            throw error
        }
    }

    /// Two configurations may name one store in different words. What is written there and found here tells.
    private func refuseTheSame(_ other: any MigratableStorage, _ name: String) async throws {
        let now = clock.now
        let trial = SessionRecord(
            key: SessionToken.random().key, handle: .random(), kind: .workspace, owner: .workspace(.random()),
            createdAt: now, idleDeadline: now.advanced(by: .seconds(10)),
            absoluteDeadline: now.advanced(by: .seconds(10)), payload: [])
        // One that does not answer is asked before anything is written.
        _ = try await storage.entries(of: [trial.key])
        _ = try await other.create(trial)
        let isSame = try await !storage.entries(of: [trial.key]).isEmpty
        _ = try await other.revoke(trial.key, reason: .revoked, at: now)
        if isSame { throw HallError(.invalid, "\(name) names the store that the sessions are in already") }
    }

    private func cutOver() async throws {
        guard let state, state.phase == .copying else { throw refusal(before: "cut-over") }
        try await storage.swap(comparing: true) { try save(.cutOver, to: state.to) }
    }

    private func rollBack(_ acceptingLoss: Bool) async throws {
        guard let state, state.phase == .cutOver else { throw refusal(before: "roll-back") }
        // The store that is left may be the reason why; it is not asked.
        try await storage.swap(comparing: false, acceptingLoss: acceptingLoss) { try save(.copying, to: state.to) }
    }

    private func finish() async throws {
        guard let state, state.phase == .cutOver else { throw refusal(before: "finish") }
        let left = try await storage.detach { try save(.finished, to: state.to) }
        problem = nil
        try? await (left as? any ClosableStorage)?.close()
    }

    private func stop() async throws {
        guard let state, state.phase == .copying else { throw refusal(before: "stop") }
        let left = try await storage.detach {
            try removeFile()
            self.state = nil
        }
        problem = nil
        logger.notice("A migration was given up", metadata: ["to": "\(state.to)"])
        try? await (left as? any ClosableStorage)?.close()
    }

    private func save(_ phase: MigrationState.Phase, to name: String) throws {
        let new = MigrationState(
            phase: phase, to: name, backend: configured.driver.name, namespace: configured.namespace.text,
            configured: state?.configured ?? StorageMark(configured), other: other, since: clock.now)
        do {
            try file.save(new)
        } catch {
            try restoreFile(after: error)
            throw MigrationRefusal(error.description)
        }
        state = new
    }

    /// It may have got there before it failed: what is in use has to be what is written down.
    private func restoreFile(after problem: StartupProblem) throws(MigrationRefusal) {
        do {
            if try file.load() == state { return }
            if let state { try file.save(state) } else { try file.remove() }
        } catch {
            throw MigrationRefusal(
                "\(problem.description). It could not be put back either and may name the other store already: make room, "
                    + "and take this step again before the server is restarted")
        }
    }

    private func removeFile() throws(MigrationRefusal) {
        do throws(StartupProblem) { try file.remove() } catch { throw MigrationRefusal(error.description) }
    }

    private func refusal(before step: String) -> MigrationRefusal {
        switch state?.phase {
        case nil: MigrationRefusal("there is no migration; begin one with start, before \(step)")
        case .copying: MigrationRefusal("nothing was cut over yet; \(step) comes after cut-over")
        case .cutOver: MigrationRefusal("the sessions are in the other store already; roll-back or finish is next")
        case .finished:
            MigrationRefusal(
                "the migration is finished; have the server's configuration name the new store and restart")
        }
    }

    func report() async -> MigrationReport {
        let status = storage.status
        var report = MigrationReport(phase: phase(status), from: configured.driver.name)
        report.to = state?.to
        report.since = state?.since.rfc3339
        report.complete = status.isComplete
        report.problem = problem ?? status.problem
        report.progress = status.progress.map { progress($0) }
        report.divergences.count = status.divergences
        let handles = try? await storage.divergentHandles(limit: SessionServer.Limits.reportedDivergences)
        report.divergences.handles = (handles ?? []).map(\.text)
        let counts = status.counts
        report.counts = [
            "copied": counts.copied, "compared": counts.compared, "mirrored": counts.mirrored,
            "shadowed": counts.shadowed, "differed": counts.differed, "restarts": counts.restarts,
        ]
        report.next = report.phase.advice(isComplete: status.isComplete)
        return report
    }

    private func phase(_ status: MigrationStatus) -> MigrationReport.Phase {
        switch state?.phase {
        case nil: .none
        case .copying: status.isComplete ? .ready : .copying
        case .cutOver: .cutOver
        case .finished: .finished
        }
    }

    private func progress(_ progress: MigrationProgress) -> MigrationReport.Progress {
        let milliseconds = max(1, clock.now.milliseconds - progress.began.milliseconds)
        let rate = Double(progress.read) * 1_000 / Double(milliseconds)
        let left = progress.total.map { max(0, $0 - progress.read) }
        return MigrationReport.Progress(
            step: progress.step.rawValue, read: progress.read, total: progress.total, rate: Int(rate),
            remainingSeconds: left.flatMap { rate > 0 ? Int(Double($0) / rate) : nil })
    }
}

extension MigrationReport.Phase {
    /// What can be done next.
    fileprivate func advice(isComplete: Bool) -> String {
        switch self {
        case .none: "start"
        case .copying: "wait until the other store is filled and compared; stop gives up"
        case .ready: "cut-over; stop gives up"
        case .cutOver where isComplete: "finish; roll-back goes back and loses nothing"
        case .cutOver: "finish; roll-back once the old store holds everything again"
        case .finished: "have the server's configuration name the new store, and restart"
        }
    }
}

extension Timestamp {
    /// As RFC 3339 has it, to the second.
    fileprivate var rfc3339: String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
    }
}
