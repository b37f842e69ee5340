import NIOCore
import NIOPosix
import Synchronization
import Terminal

/// What the owner of a terminal was told, in order.
final class NoticeList: Sendable {
    struct Missed: Error {
        let awaited: TerminalNotice
        let got: [TerminalNotice]
    }

    private struct State {
        var all: [TerminalNotice] = []
        var waiting: [(notice: TerminalNotice, promise: EventLoopPromise<Void>)] = []
    }

    private let state = Mutex(State())

    var all: [TerminalNotice] { state.withLock(\.all) }

    func append(_ notice: TerminalNotice) {
        let reached = state.withLock { state in
            state.all.append(notice)
            let reached = state.waiting.filter { $0.notice == notice }.map(\.promise)
            state.waiting.removeAll { $0.notice == notice }
            return reached
        }
        for promise in reached { promise.succeed() }
    }

    /// Waits for a notice that came, or comes.
    func wait(for notice: TerminalNotice, within limit: TimeAmount = .seconds(60)) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let promise = loop.makePromise(of: Void.self)
        let deadline = loop.scheduleTask(in: limit) { promise.fail(Missed(awaited: notice, got: self.all)) }
        defer { deadline.cancel() }
        let isThere = state.withLock { state in
            if state.all.contains(notice) { return true }
            state.waiting.append((notice, promise))
            return false
        }
        if isThere { promise.succeed() }
        try await promise.futureResult.get()
    }
}
