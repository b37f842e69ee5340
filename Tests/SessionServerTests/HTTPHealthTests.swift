import HTTPTypes
import SessionCore
import SessionServer
import Synchronization
import TestSupport
import Testing

@Suite struct HTTPHealthTests {
    @Test func aliveSaysSoWhateverTheStoreDoes() async throws {
        let house = try HTTPHouse()
        house.store.mood = .fails(.unavailable)
        let answer = try await house.call(.get, "/healthz")
        #expect(answer.verdict == "200")
        #expect(answer.text == #"{"status":"alive"}"#)
    }

    @Test func readyIsASessionCreatedFoundAndEnded() async throws {
        let house = try HTTPHouse()
        try await running(house) {
            let answer = try await house.call(.get, "/readyz")
            #expect(answer.text == #"{"status":"ready","store":"ready"}"#)
            #expect(house.store.created == 1)
        }
    }

    @Test func theStoreIsTriedAtMostOnceASecond() async throws {
        let house = try HTTPHouse()
        try await running(house) {
            for _ in 0..<5 {
                let answer = try await house.call(.get, "/readyz")
                #expect(answer.status == 200)
            }
            #expect(house.store.created == 1)
            house.clock.advance(by: Limits.readinessEvery)
            let later = try await house.call(.get, "/readyz")
            #expect(later.status == 200)
            #expect(house.store.created == 2)
        }
    }

    @Test func manyThatAskAtOnceShareOneTry() async throws {
        let house = try HTTPHouse()
        try await running(house) {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<32 { group.addTask { try await house.call(.get, "/readyz").status } }
                for try await status in group { #expect(status == 200) }
            }
            #expect(house.store.created == 1)
        }
    }

    @Test(arguments: [
        (SteerableStorage.Mood.fails(.unavailable), "create"), (.fails(.full), "create"), (.forgets, "load"),
    ])
    func aStoreThatFailsIsSaidWithTheVerbItFailedAt(_ mood: SteerableStorage.Mood, _ verb: String) async throws {
        let house = try HTTPHouse()
        house.store.mood = mood
        try await running(house) {
            let answer = try await house.call(.get, "/readyz")
            #expect(answer.verdict == "503 unavailable")
            #expect(answer["error", "detail", "part"] as? String == "store")
            #expect(answer["error", "detail", "verb"] as? String == verb)
            #expect(answer.header("retry-after") == "2")
            house.store.mood = .well
            house.clock.advance(by: Limits.readinessEvery)
            let later = try await house.call(.get, "/readyz")
            #expect(later.status == 200)
        }
    }

    @Test func aStoreThatChecksItselfIsAskedForThat() async throws {
        let checked = Mutex((count: 0, code: StorageError.Code?.none))
        let house = try HTTPHouse(over: { store in
            CheckedStorage(store) { () throws(StorageError) in
                let code = checked.withLock { state in
                    state.count += 1
                    return state.code
                }
                if let code { throw StorageError(code, "damage at page 7") }
                return StorageHealth(facts: ["version": "secret-ish"], warnings: ["may evict"])
            }
        })
        try await running(house) {
            let ready = try await house.call(.get, "/readyz")
            #expect(ready.text == #"{"status":"ready","store":"ready"}"#)
            #expect(house.store.created == 0)
            checked.withLock { $0.code = .corrupt }
            house.clock.advance(by: Limits.readinessEvery)
            let broken = try await house.call(.get, "/readyz")
            #expect(broken.verdict == "503 unavailable")
            #expect(broken["error", "detail", "verb"] as? String == "health")
            #expect(!broken.text.contains("page 7"))
            _ = try await house.call(.get, "/readyz")
            #expect(checked.withLock(\.count) == 2)
        }
    }

    @Test func aStoreThatNeverAnswersIsNotWaitedForLong() async throws {
        // The patience of this door runs out at once.
        let house = try HTTPHouse(wait: { _ in })
        house.store.mood = .hangs
        try await running(house) {
            let answer = try await house.call(.get, "/readyz")
            #expect(answer.verdict == "503 unavailable")
            #expect(answer["error", "message"] as? String == "the store did not answer in time")
        }
    }

    /// Lets the readiness service run beside a body, as a server does.
    private func running(_ house: HTTPHouse, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await house.door.readiness.run() }
            try await body()
            group.cancelAll()
        }
    }
}
