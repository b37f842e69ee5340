import SessionCore
import Synchronization

/// Calls and answers as they come, each at a place of its own.
final class Journal: Sendable {
    private let state = Mutex<(next: Int, calls: [ObservedCall])>((0, []))

    /// Every call that was answered, in the order in which they were made.
    var calls: [ObservedCall] { state.withLock { $0.calls.sorted { $0.called < $1.called } } }

    func begin() -> Int {
        state.withLock { state in
            state.next += 1
            return state.next
        }
    }

    func end(_ place: Int, _ client: Int, _ call: StoreCall, _ now: Timestamp, _ answer: StoreAnswer) {
        state.withLock { state in
            state.next += 1
            state.calls.append(
                ObservedCall(
                    client: client, call: call, now: now, called: place,
                    answered: answer == .unknown ? nil : state.next, answer: answer))
        }
    }
}
