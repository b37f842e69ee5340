import Foundation
import HTTPTypes
import SessionCore
import SessionServer
import Testing

@Suite struct HTTPWorkspacesTests {
    @Test func aNewcomerHasTheWorkspaceOfItsToken() async throws {
        let house = try HTTPHouse()
        let issued = try await house.newcomer()
        let answer = try await house.call(.get, "/api/workspaces", token: issued.token)
        let workspaces = try #require(answer["workspaces"] as? [[String: Any]])
        #expect(workspaces.count == 1)
        #expect(workspaces.first?["id"] as? String == issued.identity.session?.text)
        #expect(workspaces.first?["role"] as? String == "owner")
        #expect((workspaces.first?["tabs"] as? [Any])?.isEmpty == true)
    }

    @Test func aNewWorkspaceIsAnsweredWithItsPlace() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let made = try await house.call(.post, "/api/workspaces", token: token, json: #"{"name":"Lab"}"#)
        let id = try #require(made["id"] as? String)
        #expect(made.status == 201)
        #expect(made.header("location") == "/api/workspaces/\(id)")
        #expect(made.header("etag") == "\"\(try #require(made["version"] as? Int))\"")
        let found = try await house.call(.get, "/api/workspaces/\(id)", token: token)
        #expect(found["name"] as? String == "Lab")
        #expect(found.header("etag") == made.header("etag"))
    }

    @Test func aWorkspaceNeedsNoBody() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        #expect(try await house.call(.post, "/api/workspaces", token: token).verdict == "201")
    }

    @Test func aNewWorkspaceWhoseTabsFailIsNotThere() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let long = String(repeating: "x", count: Limits.titleBytes + 1)
        let made = try await house.call(
            .post, "/api/workspaces", token: token, json: #"{"tabs":[{"title":"\#(long)"}]}"#)
        #expect(made.verdict == "400 invalid")
        let named = try await house.call(.post, "/api/workspaces", token: token, json: #"{"tabs":[{"id":"a"}]}"#)
        #expect(named.verdict == "400 invalid")
        let listed = try await house.call(.get, "/api/workspaces", token: token)
        #expect((listed["workspaces"] as? [Any])?.count == 1)
    }

    @Test func withoutAConditionAChangeIsMerged() async throws {
        let (house, token, path) = try await workspaceWithTwoTabs()
        defer { house.close() }
        let renamed = try await house.call(.patch, path, token: token, json: #"{"name":"Renamed"}"#)
        #expect(renamed.verdict == "200")
        #expect(renamed["name"] as? String == "Renamed")
        #expect(titles(renamed) == ["One", "Two"])
        let second = try await house.call(.get, path, token: token)
        let id = try #require((second["tabs"] as? [[String: Any]])?.last?["id"] as? String)
        let retitled = try await house.call(
            .patch, path, token: token, json: #"{"tabs":[{"id":"\#(id)","title":"Zwei"}]}"#)
        #expect(titles(retitled) == ["One", "Zwei"])
    }

    @Test func withAConditionAChangeHoldsForThatVersionOnly() async throws {
        let (house, token, path) = try await workspaceWithTwoTabs()
        defer { house.close() }
        let seen = try #require(try await house.call(.get, path, token: token).header("etag"))
        let first = try await house.call(
            .patch, path, token: token, headers: ["if-match": seen], json: #"{"name":"A"}"#)
        #expect(first.status == 200)
        let present = try #require(first.header("etag"))
        #expect(present != seen)
        let late = try await house.call(.patch, path, token: token, headers: ["if-match": seen], json: #"{"name":"B"}"#)
        #expect(late.verdict == "412 conflict")
        #expect(late.header("etag") == present)
        #expect((late["error", "detail", "version"] as? String).map { "\"\($0)\"" } == present)
        #expect(try await house.call(.get, path, token: token)["name"] as? String == "A")
        let late2 = try await house.call(.delete, path, token: token, headers: ["if-match": seen])
        #expect(late2.verdict == "412 conflict")
    }

    @Test(arguments: [
        ("*", 200), ("PRESENT", 200), ("\"999\", PRESENT", 200), ("W/PRESENT", 412), ("\"999\"", 412),
        ("\"abc\"", 412), ("\"18446744073709551616\"", 412), ("7", 400), ("\"7", 400), ("\"7\",", 400),
        ("\"\"7\"\"", 400), ("", 400), ("*, \"7\"", 400),
    ])
    func ifMatchIsReadAsTheStandardSays(_ text: String, _ status: Int) async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let path = "/api/workspaces/\(try await house.ownWorkspace(of: token))"
        let present = try #require(try await house.call(.get, path, token: token).header("etag"))
        let condition = text.replacing("PRESENT", with: present)
        let answer = try await house.call(
            .patch, path, token: token, headers: ["if-match": condition], json: #"{"name":"New"}"#)
        #expect(answer.status == status, "\(condition): \(answer.text)")
    }

    @Test func aDeletedWorkspaceIsGone() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let made = try await house.call(.post, "/api/workspaces", token: token)
        let path = try #require(made.header("location"))
        #expect(try await house.call(.delete, path, token: token).verdict == "204")
        #expect(try await house.call(.get, path, token: token).verdict == "404 not-found")
    }

    @Test func theTokenOfADeletedWorkspaceIsNoLongerTrusted() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let path = "/api/workspaces/\(try await house.ownWorkspace(of: token))"
        #expect(try await house.call(.delete, path, token: token).verdict == "204")
        #expect(try await house.call(.get, "/api/workspaces", token: token).verdict == "401 refused")
    }

    @Test func atMostSoManyWorkspaces() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        for _ in 1..<Limits.workspacesPerPrincipal {
            #expect(try await house.call(.post, "/api/workspaces", token: token).status == 201)
        }
        let over = try await house.call(.post, "/api/workspaces", token: token)
        #expect(over.verdict == "429 limit")
        #expect(over.header("retry-after") == "10")
    }

    @Test func aRequestNamesAtMostSoManyTabs() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let tabs = Array(repeating: "{}", count: Limits.tabsPerRequest + 1).joined(separator: ",")
        let answer = try await house.call(.post, "/api/workspaces", token: token, json: "{\"tabs\":[\(tabs)]}")
        #expect(answer.verdict == "429 limit")
    }

    private func workspaceWithTwoTabs() async throws -> (HTTPHouse, SessionToken, String) {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let made = try await house.call(
            .post, "/api/workspaces", token: token, json: #"{"tabs":[{"title":"One"},{"title":"Two"}]}"#)
        #expect(titles(made) == ["One", "Two"], "\(made.text)")
        return (house, token, try #require(made.header("location")))
    }

    private func titles(_ answer: HTTPAnswer) -> [String] {
        (answer["tabs"] as? [[String: Any]] ?? []).compactMap { $0["title"] as? String }
    }
}
