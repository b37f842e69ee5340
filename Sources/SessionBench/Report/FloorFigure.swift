/// What a plain loop in C, or the reference tool of a server, reached in the same run.
package struct FloorFigure: Sendable, Codable {
    /// The name by which figures refer to it.
    package var name: String
    /// The backend it is a floor of.
    package var backend: String
    /// Operations in a second, or nothing when it could not run.
    package var perSecond: Double?
    /// Why it could not run.
    package var reason: String?

    /// A loop that ran.
    init(_ name: String, of backend: String, perSecond: Double) {
        self.name = name
        self.backend = backend
        self.perSecond = perSecond
    }

    /// A loop that could not run.
    init(_ name: String, of backend: String, reason: String) {
        self.name = name
        self.backend = backend
        self.reason = reason
    }
}
