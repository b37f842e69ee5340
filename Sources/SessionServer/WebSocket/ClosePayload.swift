package import NIOCore

/// What a close frame carries: a code and a reason, or nothing.
package struct ClosePayload: Sendable, Hashable {
    package let code: WebSocketCloseCode?
    package let reason: String

    /// - Parameter reason: cut to what a control frame holds, between two characters.
    package init(code: WebSocketCloseCode?, reason: String = "") {
        self.code = code
        var reason = reason
        while reason.utf8.count > Limits.controlBytes - 2 { reason.removeLast() }
        self.reason = reason
    }

    /// Reads what a peer sent.
    ///
    /// Throws the code the peer is to be closed with: 1002 for half a code or one that must not travel, 1007 for a
    /// reason that is not UTF-8.
    package init(_ payload: ByteBuffer) throws(Violation) {
        var payload = payload
        guard payload.readableBytes > 0 else {
            self.init(code: nil)
            return
        }
        guard let number = payload.readInteger(as: UInt16.self) else {
            throw Violation(.protocolError, "half a close code")
        }
        let code = WebSocketCloseCode(rawValue: number)
        guard code.mayTravel else { throw Violation(.protocolError, "a close code that must not be sent") }
        guard let reason = String(validating: payload.readableBytesView, as: UTF8.self) else {
            throw Violation(.notUTF8, "the reason of the close is not UTF-8")
        }
        self.init(code: code, reason: reason)
    }

    /// The payload of a close frame, at most ``Limits/controlBytes``.
    package var bytes: ByteBuffer {
        var bytes = ByteBuffer()
        guard let code else { return bytes }
        bytes.writeInteger(code.rawValue)
        bytes.writeString(reason)
        return bytes
    }
}
