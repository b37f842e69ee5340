import SessionCore

/// Brings a closed store back, and holds what it then has against what it acknowledged.
struct BenchRecovery {
    private let subject: BenchSubject
    private let reopen: () async throws -> any SessionStorage

    /// - Parameter reopen: opens the store where it was.
    init(_ subject: BenchSubject, reopen: @escaping () async throws -> any SessionStorage) {
        self.subject = subject
        self.reopen = reopen
    }

    /// Measures until the first session is found, then reads the others.
    func run() async throws(BenchFailure) -> RecoveryFigure {
        let sessions = subject.residents.sessions
        guard let first = sessions.first else { return RecoveryFigure(how: "not measured: there were no sessions") }
        var began = Monotonic.now
        let how: String
        do {
            switch subject.target.restart {
            case .none(let reason): return RecoveryFigure(how: "not measured: \(reason)")
            case .open: how = "closed and opened again"
            case .server(let kill, let start):
                how = "the server killed and started again"
                try kill()
                began = Monotonic.now
                try await start()
            }
            let storage = try await reopen()
            let returned = BenchSubject(subject.target, storage: storage, plan: subject.plan, stop: subject.stop)
            let outcome = try await returned.store.load(first)
            let seconds = Monotonic.seconds(since: began)
            let failure = await check(outcome, first, sessions, in: returned)
            try await returned.store.close()
            if let failure { throw failure }
            return RecoveryFigure(seconds: seconds, checked: min(sessions.count, Limits.sessionsRecovered), how: how)
        } catch {
            throw (error as? BenchFailure) ?? BenchFailure("\(error)")
        }
    }

    /// What is wrong with the sessions, looked at in equal distances, or nothing.
    private func check(
        _ outcome: LoadOutcome, _ first: BenchSession, _ sessions: [BenchSession], in returned: BenchSubject
    ) async -> BenchFailure? {
        let payload = subject.payload
        let step = (sessions.count + Limits.sessionsRecovered - 1) / Limits.sessionsRecovered
        do throws(BenchFailure) {
            try payload.check(outcome, of: first)
            try await returned.look(at: stride(from: 0, to: sessions.count, by: step).map { sessions[$0] }) {
                try payload.check($0, of: $1)
            }
            return nil
        } catch {
            return error
        }
    }
}
