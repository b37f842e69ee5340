package import NIOCore
package import SessionCore

/// A window as the hall sees it: somebody who is told, and who may be sent away.
///
/// Every call comes on any thread and returns at once. What a window has not yet taken is replaced by what is newer, so
/// telling a slow window costs no memory.
package protocol WindowPort: AnyObject, Sendable {
    /// The public id of its connection.
    var id: String { get }
    /// The workspace as it now is, ready to send; it replaces an older one that was not sent yet.
    func show(workspace frame: ByteBuffer)
    /// Who is here, ready to send; it replaces an older one that was not sent yet.
    func show(presence frame: ByteBuffer)
    /// A terminal is closed for good; nothing of it need be kept.
    func forget(terminal number: UInt32)
    /// The window must go, and why.
    func leave(_ code: WindowCloseCode, _ reason: String)
    /// The window may do less from here on. When this returns, nothing it sent passes as what it was.
    func assume(_ role: Role) async
}

extension WindowPort {
    /// A window that cannot change its role while it is open goes; it gets the new one when it comes back.
    package func assume(_ role: Role) async { leave(.goingAway, "your role has changed") }
}

/// Why the server ends a window's connection; `docs/window-protocol.md` has what the window makes of it.
package enum WindowCloseCode: UInt16, Sendable {
    case goingAway = 1001
    case unauthenticated = 4401
    case forbidden = 4403
    case notFound = 4404
    case silent = 4408
    case limit = 4429
    case unavailable = 4503
}

/// A window in a workspace: who it is there, and what that rests on.
package struct WindowSeat: Sendable {
    package let port: any WindowPort
    package let principal: Principal
    /// What it showed, to be judged again now and then.
    package var credentials: Credentials
    package var role: Role
    package let since: Timestamp
    /// The sessions whose end ends the window: the one whose token was shown, the membership, the workspace itself.
    package var proofs: Set<SessionHandle>
    /// The first instant at which the identity no longer holds.
    package var expires: Timestamp
    /// The terminal it looks at.
    package var focus: SessionHandle?
    /// How often it has shown newer proof since it came.
    package var renewals = 0
}
