/// A session as a server shows it.
struct SessionsCommandSession: Decodable, Sendable {
    struct Attachment: Decodable, Sendable {
        let window: String
        let role: String
        let since: String
    }

    let id: String
    let kind: String
    let workspace: String
    let name: String
    let state: String
    let cols: Int?
    let rows: Int?
    let created: String
    let lastActivity: String
    let attachments: [Attachment]

    /// Columns and rows, as `80x24`.
    var size: String {
        guard let cols, let rows else { return "-" }
        return "\(cols)x\(rows)"
    }
}
