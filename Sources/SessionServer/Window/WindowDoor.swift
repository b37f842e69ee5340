package import Logging
import NIOCore
import NIOHTTP1
import SessionCore

/// The native door: lets windows in over `GET /window`.
package struct WindowDoor: WebSocketUpgrade {
    package let path = "/window"
    package let sharesPath = false
    private let hall: Hall
    private let gate: RequestGate
    private let logger: Logger

    /// The subprotocol of `docs/window-protocol.md`.
    static let subprotocol = "mooring.window.1"

    package init(hall: Hall, gate: RequestGate, logger: Logger) {
        self.hall = hall
        self.gate = gate
        self.logger = logger
    }

    package func decide(_ request: UpgradeRequest) async -> UpgradeDecision {
        if let refusal = gate.refusal(of: request) { return .refuse(refusal) }
        guard request.subprotocols.contains(WindowDoor.subprotocol) else {
            return .refuse(
                UpgradeRefusal(
                    .badRequest, code: "invalid", message: "ask for the subprotocol \(WindowDoor.subprotocol)"))
        }
        let credentials: Credentials
        do {
            credentials = try Credentials(request)
        } catch {
            return .refuse(UpgradeRefusal(status: .badRequest, body: ByteBuffer(bytes: error.body)))
        }
        let window = Window(hall: hall, credentials: credentials, connection: request.connection, logger: logger)
        return .accept(window, subprotocol: WindowDoor.subprotocol)
    }
}
