import SessionServer
import TestSupport
import Testing

/// Somebody with a workspace of their own who goes on renaming it, and knows what it has to be called.
struct MovingVisitor: Sendable {
    let token: String
    private let workspace: String
    private var version: Int
    private var name: String
    /// A name that was asked for and not answered.
    private var asked: String?
    private(set) var answers = 0

    init(_ server: RunningServer) async throws {
        token = try await TestHouse.newToken(from: server)
        let listed = try await server.ask("GET", "/api/workspaces", token: token)
        let found = listed.json["workspaces"][0]
        workspace = try #require(found["id"].string, "\(listed)")
        version = try #require(found["version"].int)
        name = try #require(found["name"].string)
    }

    /// Renames the workspace until it is told to end. An answer that cannot be is thrown.
    ///
    /// - Parameter mayBreak: whether the server may go away meanwhile.
    mutating func work(on server: RunningServer, mayBreak: Bool = false, until isOver: () -> Bool) async throws {
        while !isOver() {
            do {
                try await step(server)
            } catch let error as MovingComplaint {
                throw error
            } catch {
                guard mayBreak else { throw error }
                return
            }
        }
    }

    private mutating func step(_ server: RunningServer) async throws {
        let next = "name-\(version + 1)-\(answers)"
        asked = next
        let answer = try await server.ask(
            "PATCH", "/api/workspaces/\(workspace)", token: token, ["name": .string(next)])
        guard answer.status == 200, let found = answer.json["version"].int, found > version else {
            throw MovingComplaint("after version \(version) a renaming was answered: \(answer)")
        }
        (version, name, asked) = (found, next, nil)
        answers += 1
        try await look(at: server)
    }

    /// Looks whether the workspace is as it was left.
    func look(at server: RunningServer) async throws {
        let answer = try await server.ask("GET", "/api/workspaces/\(workspace)", token: token)
        let found = answer.json["name"].string
        guard answer.status == 200, let seen = answer.json["version"].int, seen >= version,
            found == name || found == asked
        else { throw MovingComplaint("of \(name) in version \(version) and \(asked ?? "-") there is: \(answer)") }
    }
}
