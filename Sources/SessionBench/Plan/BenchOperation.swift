/// What a measurement does with sessions, over and over.
package enum BenchOperation: String, Sendable, Hashable, Codable, CaseIterable {
    /// Finds a session by its token and checks what came back.
    case load
    /// Stores another payload under the next version.
    case commit
    /// Moves the idle deadline of a session.
    case touch
    /// Starts a session.
    case create
    /// Ends a session.
    case revoke
    /// Lists the sessions of a principal and checks each.
    case list

    /// Whether it changes what is stored, so that callers must not share sessions and the outcome is looked at afterwards.
    var isWrite: Bool {
        self != .load && self != .list
    }
}
