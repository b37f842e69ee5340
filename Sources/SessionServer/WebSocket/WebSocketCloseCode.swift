/// Why a WebSocket was closed (RFC 6455, section 7.4).
package struct WebSocketCloseCode: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    package static let normal = WebSocketCloseCode(rawValue: 1000)
    package static let goingAway = WebSocketCloseCode(rawValue: 1001)
    package static let protocolError = WebSocketCloseCode(rawValue: 1002)
    package static let unacceptableData = WebSocketCloseCode(rawValue: 1003)
    package static let notUTF8 = WebSocketCloseCode(rawValue: 1007)
    package static let tooLarge = WebSocketCloseCode(rawValue: 1009)
    /// Our own: no sign of life (`docs/window-protocol.md`).
    package static let silent = WebSocketCloseCode(rawValue: 4408)

    /// Whether a peer may send it: 1004 to 1006 and 1015 never travel, what is not registered is nobody's.
    package var mayTravel: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
