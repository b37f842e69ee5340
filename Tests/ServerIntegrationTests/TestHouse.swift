import Foundation
import TestSupport

/// A real server of a test, with a data folder of its own and a shell that is the same on every machine.
final class TestHouse: Sendable {
    let folder: TemporaryDirectory
    let configuration: String

    init(_ more: String = "") throws {
        folder = try TemporaryDirectory()
        configuration = try folder.write("terminals: {shell: /bin/sh}\n" + more, to: "mooring.yaml")
    }

    var data: String { folder.path("data") }

    /// The lines of the audit log so far.
    func audit() throws -> [JSON] {
        try String(contentsOfFile: data + "/audit.jsonl", encoding: .utf8).split(separator: "\n")
            .compactMap { JSON(String($0)) }
    }

    func start(port: Int = 0) async throws -> RunningServer {
        try await RunningServer(
            configuration: configuration, data: data, port: port, environment: ["PS1": "ready> ", "HOME": folder.path],
            keeping: folder)
    }

    /// What a browser does first: the token it gets in a cookie with the page.
    static func newToken(from server: RunningServer) async throws -> String {
        let reply = try await server.request("GET", "/")
        guard let cookie = reply.values(of: "set-cookie").first,
            let match = cookie.firstMatch(of: /mooring=([0-9a-f]{64})/)
        else { throw NoCookie(reply: "\(reply)") }
        return String(match.1)
    }

    struct NoCookie: Error { let reply: String }
}

extension RunningServer {
    /// A request with a bearer token.
    func ask(_ method: String = "GET", _ path: String, token: String, _ body: JSON? = nil) async throws -> HTTPReply {
        var headers = ["authorization": "Bearer " + token]
        if body != nil { headers["content-type"] = "application/json" }
        return try await request(method, path, headers: headers, body: body?.text)
    }
}
