import SessionCore
import Synchronization

/// The ids of terminals that ended with their last window, and whose they were.
///
/// Somebody who comes back with such an id is told so, instead of being given another shell under the old name.
final class ClosedTerminals: Sendable {
    /// Whom a terminal belonged to, as far as it can be recognised again.
    struct Owner: Sendable, Hashable {
        let principal: Principal
        let address: String?

        /// A principal that ends with its connection is recognised by its address.
        func isSame(as other: Owner) -> Bool {
            principal.scheme == "socket"
                ? other.principal.scheme == "socket" && address == other.address
                : principal == other.principal
        }
    }

    private struct State {
        var owners: [String: Owner] = [:]
        var order: [String] = []
    }

    private let state = Mutex(State())

    func note(_ id: String, of owner: Owner) {
        state.withLock { state in
            if state.owners.updateValue(owner, forKey: id) == nil { state.order.append(id) }
            guard state.order.count > Limits.closedTerminals else { return }
            state.owners[state.order.removeFirst()] = nil
        }
    }

    func owner(of id: String) -> Owner? { state.withLock { $0.owners[id] } }
}
