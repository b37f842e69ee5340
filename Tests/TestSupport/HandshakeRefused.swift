/// A server's answer to a WebSocket handshake other than 101.
package struct HandshakeRefused: Error, CustomStringConvertible {
    package let reply: HTTPReply

    package var description: String { "the handshake was refused: \(reply)" }
}
