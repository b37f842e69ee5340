import SessionCore

/// The answer to a request of the window protocol.
struct WindowResponse: Encodable, Sendable {
    struct Failure: Encodable, Sendable {
        let code: String
        let message: String
        let detail: [String: String]
    }

    let id: Int
    let ok: Bool
    let tab: String?
    let pane: String?
    let terminal: String?
    let error: Failure?

    /// It was done; with what was opened, if anything was.
    init(to id: Int, opened: OpenedPane? = nil) {
        self.id = id
        ok = true
        tab = opened?.tab
        pane = opened?.pane
        terminal = opened?.terminal
        error = nil
    }

    /// It was not done.
    init(to id: Int, _ failure: HallError) {
        self.id = id
        ok = false
        (tab, pane, terminal) = (nil, nil, nil)
        error = Failure(code: failure.code.rawValue, message: failure.message, detail: failure.detail)
    }
}

/// What the server says first.
struct WindowWelcome: Encodable, Sendable {
    let `protocol` = 1
    let server: String
    let window: String
    let principal: String
    let role: String
    let workspace: String
    /// How many lines a window keeps above the screen.
    let scrollback: Int
}

/// What a window says first.
struct WindowHello: Decodable, Sendable {
    let `protocol`: Int
    let workspace: String?
    let auth: [String: String]?
    /// A ticket, where nothing but a cookie says who the window is.
    let ticket: String?

    /// The workspace that is named, or nothing when none is. A text that cannot be a handle is of no workspace.
    var workspaceHandle: SessionHandle? {
        get throws(HallError) {
            guard let workspace else { return nil }
            guard let handle = SessionHandle(workspace) else { throw .notFound("workspace") }
            return handle
        }
    }
}

/// Something a person should read.
struct WindowNotice: Encodable, Sendable {
    let code: String
    let message: String
}
