import HTTPTypes
import SessionCore
import SessionServer
import TestSupport
import Testing

/// The routes of those who run the server: who may use them, and what they take.
@Suite struct HTTPMigrationTests {
    private static let path = "/api/admin/migration"
    private static let token = "0123456789abcdef-admin"

    private static func show(_ token: String) -> [String: String] { ["authorization": "Bearer \(token)"] }

    @Test func withoutATokenInTheConfigurationThereIsNoSuchPlace() async throws {
        let house = try HTTPHouse(migration: SeenMigration())
        #expect(try await house.call(.get, Self.path).status == 404)
        #expect(try await house.call(.get, Self.path, headers: Self.show("")).status == 404)
    }

    @Test func onlyTheVeryTokenAsABearerTokenOpensIt() async throws {
        let migration = SeenMigration()
        let house = try HTTPHouse(adminToken: Self.token, migration: migration)
        let stop = #"{"action":"stop"}"#
        let origin = ["origin": "http://localhost:57575"]
        #expect(try await house.call(.post, Self.path, headers: origin, json: stop).status == 401)
        #expect(try await house.call(.post, Self.path, headers: Self.show("wrong"), json: stop).status == 401)
        let cookie = origin.merging(["cookie": "mooring=\(Self.token)"]) { $1 }
        #expect(try await house.call(.post, Self.path, headers: cookie, json: stop).status == 401)
        #expect(migration.actions.isEmpty)
        #expect(try await house.call(.post, Self.path, headers: Self.show(Self.token), json: stop).status == 200)
        #expect(migration.actions == [.stop])
    }

    @Test func wrongTokensAreSlowedDownAndTheRightOneIsNot() async throws {
        let house = try HTTPHouse(adminToken: Self.token, migration: SeenMigration())
        for _ in 0..<Limits.adminRefusals {
            #expect(try await house.call(.get, Self.path, headers: Self.show("wrong")).status == 401)
        }
        #expect(try await house.call(.get, Self.path, headers: Self.show("wrong")).status == 429)
        #expect(try await house.call(.get, Self.path, headers: Self.show(Self.token)).status == 200)
    }

    @Test func eachStepIsTakenAsItIsMeantAndNothingElse() async throws {
        let migration = SeenMigration()
        let house = try HTTPHouse(adminToken: Self.token, migration: migration)
        let asked: [(String, UInt)] = [
            (#"{"action":"start","to":"redis.yaml"}"#, 200), (#"{"action":"cut-over"}"#, 200),
            (#"{"action":"roll-back"}"#, 200), (#"{"action":"roll-back","acceptLoss":true}"#, 200),
            (#"{"action":"finish"}"#, 409), (#"{"action":"start"}"#, 400), (#"{"action":"begin"}"#, 400), ("{}", 400),
        ]
        for (json, status) in asked {
            let answer = try await house.call(.post, Self.path, headers: Self.show(Self.token), json: json)
            #expect(answer.status == status, "\(json): \(answer.text)")
        }
        #expect(
            migration.actions == [
                .start(to: "redis.yaml"), .cutOver, .rollBack(acceptingLoss: false), .rollBack(acceptingLoss: true),
                .finish,
            ])
    }
}
