package import NIOCore

/// What is at the server's end of one WebSocket.
///
/// One that takes text too is a ``TextWebSocketSession``.
///
/// The four callbacks come on the socket's event loop, in this order: `opened` once, the others, `closed` once and last.
/// They must not block. Beside them ``run()`` is awaited, once, from `opened` on, by the task that owns the connection.
/// A session whose peer was gone before the upgrade was answered gets none of the five.
package protocol WebSocketSession: AnyObject, Sendable {
    /// The upgrade was answered; the socket may be used from here on.
    func opened(_ socket: WebSocketConnection)
    /// A whole binary message, of at most ``WebSocketSettings/messageBytes``.
    ///
    /// Nothing is read from the socket before it returns. Who cannot keep up calls `pauseReading`.
    func received(_ message: ByteBuffer)
    /// `isWritable` has become true again.
    func becameWritable()
    /// The socket is gone; what is sent from here on goes nowhere.
    func closed()
    /// The asynchronous half: may wait for what the callbacks may not. It is cancelled when the socket is gone.
    ///
    /// Returning early does not close the socket.
    func run() async
}
