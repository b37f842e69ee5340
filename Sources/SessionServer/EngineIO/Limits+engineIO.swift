extension Limits {
    /// Engine.IO sessions at once: some hundred people with two connections a window.
    package static let engineSessions = 4_096
    /// Events of one Socket.IO client that wait to be done.
    package static let eventsPerClient = 256
}
