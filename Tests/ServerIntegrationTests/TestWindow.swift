import NIOCore
import SessionServer
import TestSupport

/// A window of a test: speaks the native protocol to a real server and keeps what it was shown.
actor TestWindow {
    private let socket: WebSocketClient
    private var nextRequest = 1
    private(set) var welcome = JSON.null
    private(set) var workspace = JSON.null
    private(set) var presence = JSON.null
    private(set) var notices: [JSON] = []
    private var responses: [Int: JSON] = [:]
    private(set) var terminals: [UInt32: SeenTerminal] = [:]

    struct Closed: Error { let code: UInt16?, reason: String }
    struct Refused: Error { let code: String }

    private init(_ socket: WebSocketClient) {
        self.socket = socket
    }

    /// Opens a window with a bearer token and waits until it is seated.
    static func open(
        port: Int, token: String?, workspace: String? = nil, headers: [String: String] = [:], ticket: String? = nil,
        impatiently: Bool = false
    ) async throws -> TestWindow {
        var fields = headers
        if let token { fields["authorization"] = "Bearer " + token }
        let socket = try await WebSocketClient.connect(
            port: port, path: "/window", headers: fields, subprotocol: "mooring.window.1")
        let window = TestWindow(socket)
        var hello: [String: JSON] = ["protocol": 1]
        if let ticket { hello["ticket"] = .string(ticket) }
        if let workspace { hello["workspace"] = .string(workspace) }
        try await window.send(.hello(window.body(.object(hello))))
        if impatiently {
            try await window.send(.request(window.body(["id": 0, "op": "terminal.detach", "terminal": "x"])))
        }
        try await window.until("the workspace is shown") { await window.workspace != .null }
        return window
    }

    var id: String { welcome["window"].text }

    /// The handle of the only, or first, terminal.
    var firstTerminal: String {
        workspace["tabs"][0]["root"]["terminal"].string ?? ""
    }

    // MARK: Speaking

    func send(_ frame: ClientFrame) async throws {
        try await socket.send(frame.encoded())
    }

    /// Asks for something and answers with the response; throws ``Refused`` when it says no.
    @discardableResult
    func ask(_ op: String, _ fields: [String: JSON] = [:]) async throws -> JSON {
        let id = nextRequest
        nextRequest += 1
        var request = fields
        request["id"] = .number(Double(id))
        request["op"] = .string(op)
        try await send(.request(body(.object(request))))
        try await until("the answer to \(op)") { self.responses[id] != nil }
        let response = responses.removeValue(forKey: id) ?? .null
        guard response["ok"] == true else { throw Refused(code: response["error"]["code"].string ?? "") }
        return response
    }

    /// Asks for something and does not wait for the response.
    func post(_ op: String) async throws {
        nextRequest += 1
        try await send(.request(body(["id": .number(Double(nextRequest)), "op": .string(op)])))
    }

    func hasAnswer(to id: Int) -> Bool { responses[id] != nil }

    /// Attaches to a terminal and answers its number.
    func attach(_ handle: String, resume: String? = nil) async throws -> UInt32 {
        var fields: [String: JSON] = ["terminal": .string(handle)]
        if let resume { fields["resume"] = .string(resume) }
        try await ask("terminal.attach", fields)
        guard let number = terminals.first(where: { $0.value.handle == handle })?.key else {
            throw Refused(code: "no ready before the answer")
        }
        return number
    }

    func type(_ text: String, into number: UInt32) async throws {
        try await send(.input(terminal: number, ByteBuffer(string: text)))
    }

    /// Shows that it lives without reading anything, as the answer to a ping would.
    func showLife() async throws {
        try await socket.send(FrameBytes(FrameBytes.pong))
    }

    /// Goes on showing that it lives, until that is cancelled: a silent one would be given up.
    nonisolated func showsLife() -> Task<Void, any Error> {
        Task {
            while !Task.isCancelled {
                try await showLife()
                try await Task.sleep(for: .seconds(2))
            }
        }
    }

    /// Goes without a word, as a browser that is killed does.
    func drop() async { await socket.drop() }

    // MARK: Listening

    /// Takes frames until something holds.
    func until(
        _ what: String, within duration: Duration = .seconds(30), _ isTrue: () async throws -> Bool
    ) async throws {
        let deadline = Deadline.after(duration)
        while try await !isTrue() {
            guard !deadline.hasPassed else { throw DeadlinePassed(what) }
            try await step(before: deadline)
        }
    }

    /// Takes frames until the output of a terminal contains a text.
    func until(
        _ number: UInt32, shows text: String, within duration: Duration = .seconds(30)
    ) async throws {
        try await until("the terminal shows \(text)", within: duration) {
            self.terminals[number]?.text.contains(text) ?? false
        }
    }

    /// Takes frames until the server closes, and answers with what code.
    func untilClosed(within duration: Duration = .seconds(20)) async throws -> UInt16? {
        do {
            try await until("the server closes", within: duration) { false }
        } catch let error as Closed {
            return error.code
        }
        return nil
    }

    private func step(before deadline: Deadline) async throws {
        switch try await socket.receive(before: deadline) {
        case .closed(let code, let reason): throw Closed(code: code, reason: reason)
        case .ping, .pong: return
        case .message(let bytes, _): try await take(ServerFrame(decoding: bytes))
        }
    }

    private func take(_ frame: ServerFrame) async throws {
        switch frame {
        case .welcome(let body): welcome = json(body)
        case .workspace(let body): workspace = json(body)
        case .presence(let body): presence = json(body)
        case .notice(let body): notices.append(json(body))
        case .response(let body):
            let response = json(body)
            responses[response["id"].int ?? 0] = response
        case .ready(let ready): terminals[ready.terminal, default: SeenTerminal()].begin(ready)
        case .output(let number, let offset, let bytes):
            terminals[number, default: SeenTerminal()].take(bytes, at: offset)
            if let offset = terminals[number]?.owedAcknowledgement {
                try await send(.ack(terminal: number, offset: offset))
            }
        case .resized(let number, _, let columns, let rows, _):
            terminals[number, default: SeenTerminal()].size = (Int(columns), Int(rows))
        case .ended(let number, _, let how, let code):
            terminals[number, default: SeenTerminal()].ending = "\(how) \(code)"
        case .pong: return
        }
    }

    private func body(_ value: JSON) -> JSONBody {
        JSONBody(encoded: ByteBuffer(string: value.text))
    }

    private func json(_ body: JSONBody) -> JSON {
        JSON(String(buffer: body.bytes)) ?? .null
    }
}
