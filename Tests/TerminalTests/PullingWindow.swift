import NIOCore
import NIOPosix
import Synchronization
import Terminal

/// A window on an event loop of its own, which pulls in the way it is told and records what it gets.
final class PullingWindow: TerminalWindow {
    enum Pace: Sendable {
        /// Everything, as fast as it comes, acknowledged at once.
        case eager
        /// A little, then a rest.
        case slow(budget: Int, rest: TimeAmount)
        /// Pulls, and never acknowledges.
        case silent
        /// Does not pull.
        case stopped
    }

    struct Missed: Error, CustomStringConvertible {
        let description: String
    }

    private struct State {
        var record = WindowRecord()
        var pace: Pace
        var session: TerminalSession?
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
    }

    private struct Waiter {
        let isReached: @Sendable (WindowRecord) -> Bool
        let promise: EventLoopPromise<WindowRecord>
    }

    let id: String
    private let loop = MultiThreadedEventLoopGroup.singleton.any()
    private let state: Mutex<State>

    init(_ id: String, pace: Pace = .eager) {
        self.id = id
        self.state = Mutex(State(pace: pace))
    }

    var record: WindowRecord { state.withLock(\.record) }

    @discardableResult
    func attach(
        to session: TerminalSession, resume: OutputPosition? = nil, role: TerminalWindowRole = .editor
    ) throws -> TerminalJoin {
        let join = try session.attach(self, resume: resume, role: role)
        state.withLock { state in
            state.session = session
            state.record.begin(join)
        }
        loop.execute { self.pull() }
        return join
    }

    func change(to pace: Pace) {
        state.withLock { $0.pace = pace }
        loop.execute { self.pull() }
    }

    func terminalHasOutput(_ number: UInt32) {
        loop.execute { self.pull() }
    }

    /// Waits for what the window has seen to satisfy a condition.
    @discardableResult
    func wait(
        _ what: String, within limit: TimeAmount = .seconds(60),
        until isReached: @escaping @Sendable (WindowRecord) -> Bool
    ) async throws -> WindowRecord {
        let promise = loop.makePromise(of: WindowRecord.self)
        let deadline = loop.scheduleTask(in: limit) {
            let record = self.record
            promise.fail(
                Missed(
                    description: "\(self.id) waited for \(what); it saw \(record.output.readableBytes) bytes, "
                        + "ending in \(record.text.suffix(200).debugDescription), exits \(record.exits)")
            )
        }
        let number = state.withLock { state in
            state.nextWaiter += 1
            state.waiters[state.nextWaiter] = Waiter(isReached: isReached, promise: promise)
            return state.nextWaiter
        }
        settle()
        defer {
            deadline.cancel()
            state.withLock { _ = $0.waiters.removeValue(forKey: number) }
        }
        return try await promise.futureResult.get()
    }

    @discardableResult
    func waitForExit() async throws -> WindowRecord {
        try await wait("the exit") { !$0.exits.isEmpty }
    }

    @discardableResult
    func wait(for text: String) async throws -> WindowRecord {
        try await wait(text.debugDescription) { $0.text.contains(text) }
    }

    private func pull() {
        let (session, pace) = state.withLock { ($0.session, $0.pace) }
        guard let session else { return }
        switch pace {
        case .stopped: return
        case .eager, .silent: take(session.next(for: id, budget: 64 << 10), pace, session)
        case .slow(let budget, _): take(session.next(for: id, budget: budget), pace, session)
        }
        settle()
    }

    private func take(_ delivery: TerminalDelivery, _ pace: Pace, _ session: TerminalSession) {
        switch delivery {
        case .frames(let frames, let hasEverything):
            let position = state.withLock { state in
                for frame in frames { state.record.take(frame) }
                return state.record.position
            }
            if case .silent = pace {} else { session.acknowledge(position, from: id) }
            if !hasEverything { pullAgain(pace) }
        case .overtaken(let join), .restarted(let join):
            state.withLock { $0.record.begin(join) }
            pullAgain(pace)
        case .outOfCredit, .notAttached: return
        }
    }

    private func pullAgain(_ pace: Pace) {
        if case .slow(_, let rest) = pace {
            loop.scheduleTask(in: rest) { self.pull() }
        } else {
            loop.execute { self.pull() }
        }
    }

    /// A promise that was kept already ignores the second time.
    private func settle() {
        let (record, reached) = state.withLock { state in
            let record = state.record
            return (record, state.waiters.values.filter { $0.isReached(record) })
        }
        for waiter in reached { waiter.promise.succeed(record) }
    }
}
