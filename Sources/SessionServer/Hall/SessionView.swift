package import SessionCore
import Terminal

/// A live session as `GET /api/sessions` shows it.
package struct SessionView: Encodable, Sendable {
    /// A window on it.
    package struct AttachmentView: Encodable, Sendable, Hashable {
        package let window: String
        package let role: Role
        package let since: String

        init(_ attachment: Attachment) {
            window = attachment.window
            role = attachment.role
            since = attachment.since.iso8601
        }
    }

    package let id: String
    package let kind: String
    package let workspace: String
    package let name: String
    package let state: String
    package let cols: Int?
    package let rows: Int?
    package let created: String
    package let lastActivity: String
    package let attachments: [AttachmentView]
}

extension SessionView {
    /// A terminal of a room.
    init(_ live: LiveTerminal, in room: WorkspaceRoom) {
        id = live.handle.text
        kind = SessionKind.terminal.text
        workspace = room.handle.text
        name = live.name
        state = live.stateWord
        cols = live.terminal.size.columns
        rows = live.terminal.size.rows
        created = live.createdAt.iso8601
        lastActivity = live.lastActivity.iso8601
        attachments = room.hall.sessions.attachments(of: live.handle).map(AttachmentView.init)
    }

    /// The workspace itself.
    init(_ room: WorkspaceRoom) {
        id = room.handle.text
        kind = SessionKind.workspace.text
        workspace = room.handle.text
        name = room.snapshot.document.name
        state = "open"
        (cols, rows) = (nil, nil)
        created = room.createdAt.iso8601
        lastActivity = (room.terminals.map(\.lastActivity).max() ?? room.createdAt).iso8601
        attachments = room.hall.sessions.attachments(of: room.handle).map(AttachmentView.init)
    }
}
