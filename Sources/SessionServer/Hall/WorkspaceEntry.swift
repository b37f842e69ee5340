package import SessionCore

/// An open door into a workspace: the room, what the caller may do there, and what that rests on.
package struct WorkspaceEntry: Sendable {
    package let room: WorkspaceRoom
    package let identity: Identity
    package let role: Role
    /// The sessions whose end ends the access.
    package let proofs: Set<SessionHandle>

    /// Throws unless the caller may do at least what this role may.
    package func require(_ least: Role) throws(HallError) {
        guard role >= least else { throw .forbidden }
    }
}
