import HTTPTypes
import SessionCore
import SessionServer
import Testing

/// What a caller is told of a session that cannot be opened: scenario S84, seen from outside.
@Suite struct HTTPEncryptionTests {
    private func keys(_ id: String, _ byte: UInt8) throws -> EncryptionKeys {
        try EncryptionKeys([try #require(EncryptionKey(id: id, bytes: Array(repeating: byte, count: 32)))])
    }

    @Test func aRemovedKeyMakesASessionUnreadableAndNobodyAnonymous() async throws {
        let keyring = EncryptionKeyring(try keys("a", 1))
        let house = try HTTPHouse(over: { $0.encrypted(namespace: .standard, keyring: keyring) })
        let token = try await house.newcomer().token
        #expect(try await house.call(.get, "/api/workspaces", token: token).status == 200)
        let created = house.store.created
        keyring.replace(with: try keys("b", 2))
        for path in ["/api/workspaces", "/api/sessions"] {
            let answer = try await house.call(.get, path, token: token)
            #expect(answer.status == 503)
            #expect(answer.header("set-cookie") == nil)
        }
        #expect(house.store.created == created)
    }

    @Test func aPrincipalWhoseWorkspaceCannotBeReadIsGivenNoEmptyOne() async throws {
        let keyring = EncryptionKeyring(try keys("a", 1))
        let house = try HTTPHouse(over: { $0.encrypted(namespace: .standard, keyring: keyring) })
        let identity = Identity(principal: try #require(.user(issuer: "https://i.example", subject: "s")))
        let entry = try await house.hall.createWorkspace(named: "mine", for: identity)
        let created = house.store.created
        keyring.replace(with: try keys("b", 2))
        for wanted in [nil, entry.room.handle] {
            do {
                _ = try await house.hall.enter(wanted, as: identity)
                Issue.record("something was entered")
            } catch {
                #expect(error.code == .unreadable)
            }
        }
        #expect(house.store.created == created)
        // The others are there: one that was made under the new key.
        let other = try await house.hall.createWorkspace(named: "other", for: identity)
        #expect(try await house.hall.workspaces(of: identity).map(\.room.handle) == [other.room.handle])
    }
}
