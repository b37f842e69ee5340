import Dispatch
import Foundation
import SessionConformance
import Synchronization

/// The person's wish to stop: the first Ctrl-C ends the case under way, a second one ends the process.
final class ConformanceInterrupt: Sendable {
    private let state = Mutex<(isAsked: Bool, cancel: (@Sendable () -> Void)?)>((false, nil))
    // Reason: a source is used by nobody but its own queue once it is resumed, and lives as long as this.
    private nonisolated(unsafe) let source: any DispatchSourceSignal

    init() {
        source = DispatchSource.makeSignalSource(signal: SIGINT, queue: DispatchQueue(label: "mooring.interrupt"))
        signal(SIGINT, SIG_IGN)
        source.setEventHandler { [weak self] in
            signal(SIGINT, SIG_DFL)
            self?.ask()
        }
        source.resume()
    }

    deinit {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }

    /// Whether it was asked for.
    var isAsked: Bool { state.withLock { $0.isAsked } }

    /// Cancels a task when it is asked for, or at once if it was.
    func cancels(_ task: Task<ConformanceFailure?, Never>) {
        let isAsked = state.withLock { state in
            state.cancel = { task.cancel() }
            return state.isAsked
        }
        if isAsked { task.cancel() }
    }

    private func ask() {
        let cancel = state.withLock { state in
            state.isAsked = true
            return state.cancel
        }
        cancel?()
    }
}
