import SessionCore
import Synchronization

/// Where a route writes down on whose behalf a request came, for the access log around it.
final class CallerNote: Sendable {
    private let noted = Mutex<Principal?>(nil)

    var principal: Principal? { noted.withLock { $0 } }

    func note(_ principal: Principal) { noted.withLock { $0 = principal } }
}
