import Synchronization

/// Who is told of session events, at once and in the order of subscription.
///
/// An observer is called on the task of whoever caused the event, so it must return quickly; it has no queue that could
/// grow.
final class SessionObservers: Sendable {
    private struct State {
        var next = 0
        var observers: [Int: @Sendable (SessionEvent) -> Void] = [:]
    }
    private let state = Mutex(State())

    func add(_ observer: @escaping @Sendable (SessionEvent) -> Void) -> SessionObservation? {
        let id: Int? = state.withLock { state in
            guard state.observers.count < Limits.observers else { return nil }
            state.next += 1
            state.observers[state.next] = observer
            return state.next
        }
        return id.map { id in
            SessionObservation { [weak self] in
                self?.state.withLock { _ = $0.observers.removeValue(forKey: id) }
            }
        }
    }

    func tell(_ event: SessionEvent) {
        let observers = state.withLock { state in
            state.observers.sorted { $0.key < $1.key }.map(\.value)
        }
        for observer in observers { observer(event) }
    }
}

/// A subscription to session events; it ends when this value is let go.
public final class SessionObservation: Sendable {
    private let cancel: @Sendable () -> Void

    init(_ cancel: @escaping @Sendable () -> Void) {
        self.cancel = cancel
    }

    deinit { cancel() }
}
