import NIOCore
import NIOHTTP1
import SessionServer
import Synchronization
import TestSupport

/// Lets everybody in but those who say `origin: http://evil.example`.
final class WebSocketTestDoor: WebSocketUpgrade {
    let path = "/window"
    let sharesPath = false
    private let seen = Mutex<(requests: [UpgradeRequest], sessions: [WebSocketTestSession])>(([], []))
    private let isHeld = Mutex(false)

    var requests: [UpgradeRequest] { seen.withLock { $0.requests } }

    /// The session made last.
    func session() throws -> WebSocketTestSession {
        guard let session = seen.withLock({ $0.sessions.last }) else { throw ConnectionEnded("no session was made") }
        return session
    }

    /// Makes decisions wait.
    func hold(_ isHeld: Bool) {
        self.isHeld.withLock { $0 = isHeld }
    }

    func decide(_ request: UpgradeRequest) async -> UpgradeDecision {
        seen.withLock { $0.requests.append(request) }
        if isHeld.withLock(\.self) {
            try? await eventually("the decision is let go") { !isHeld.withLock(\.self) }
        }
        if request.values(of: "origin").contains("http://evil.example") {
            return .refuse(UpgradeRefusal(.forbidden, code: "foreign-origin", message: "not from \"there\""))
        }
        let session = WebSocketTestSession()
        seen.withLock { $0.sessions.append(session) }
        return .accept(session, subprotocol: request.subprotocols.first)
    }
}
