package import SocketIO

/// What is at the server's end of one Engine.IO session.
///
/// The callbacks come on the session's event loop, ``ended(_:)`` last. They must not block. Beside them ``run()`` is
/// awaited, once, by the hub.
package protocol EngineClient: AnyObject, Sendable {
    /// A message came.
    func received(_ message: EngineMessage)
    /// The session may take more than before.
    func mayTakeMore()
    /// It is over; what is sent from here on goes nowhere.
    func ended(_ reason: EngineCloseReason)
    /// The asynchronous half: returns once the session is over and everything of it is put in order.
    func run() async
}
