import Synchronization

/// Something that is so from one moment on.
final class Signal: Sendable {
    private let state = Mutex(false)

    var isUp: Bool { state.withLock { $0 } }

    func rise() {
        state.withLock { $0 = true }
    }
}
