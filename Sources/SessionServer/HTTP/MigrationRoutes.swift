import HTTPTypes
import Hummingbird
import SessionCore

/// `/api/admin/migration`: sessions move to another store while the server runs.
struct MigrationRoutes: Sendable {
    let migration: any MigrationControl
    let access: AdminAccess
    let hall: Hall

    var routes: [Route] {
        [
            Route(.get, "/api/admin/migration") { visit in
                try access.check(try visit.credentials())
                return try .json(await migration.report())
            },
            Route(.post, "/api/admin/migration") { visit in
                try await visit.audited(.administer, on: nil, detail: ["call": "migration"], in: hall) {
                    try access.check(try visit.credentials())
                    let wish = try await visit.json(Wish.self)
                    return try .json(await perform(wish.action))
                }
            },
        ]
    }

    private func perform(_ action: MigrationAction) async throws -> MigrationReport {
        do {
            return try await migration.perform(action)
        } catch let refusal as MigrationRefusal {
            throw HTTPFailure(.conflict, "conflict", refusal.description)
        } catch let error as StorageError {
            throw HTTPFailure(HallError(.unavailable, "a store failed, and nothing was changed: \(error.message)"))
        }
    }

    private struct Wish: Decodable {
        let action: MigrationAction

        private enum Keys: String, CodingKey { case action, to, acceptLoss }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Keys.self)
            switch try values.decode(String.self, forKey: .action) {
            case "start": action = .start(to: try values.decode(String.self, forKey: .to))
            case "cut-over": action = .cutOver
            case "roll-back":
                action = .rollBack(acceptingLoss: try values.decodeIfPresent(Bool.self, forKey: .acceptLoss) ?? false)
            case "finish": action = .finish
            case "stop": action = .stop
            default:
                throw DecodingError.dataCorruptedError(
                    forKey: .action, in: values,
                    debugDescription: "start, cut-over, roll-back, finish and stop are the actions there are")
            }
        }
    }
}
