import SessionCore
import TestSupport

/// Many clients on one store at once, for as long as a test does something with it.
struct MovingLoad {
    let store: MigratingStorage
    let book = SessionBook()
    let seed: UInt64
    private static let clients = 6
    /// How long a busy machine may take to anything.
    private static let patience = Duration.seconds(180)

    init(_ store: MigratingStorage, seed: UInt64) {
        self.store = store
        self.seed = seed
    }

    /// Creates sessions before anything happens to them.
    func furnish(_ count: Int) async throws {
        var client = MovingClient(store, book: book, seed: seed)
        for _ in 0..<count { try await client.create() }
    }

    /// Has the clients work while a body runs; they end with it.
    func run(_ body: () async throws -> Void) async throws {
        let isOver = Flag()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...MovingLoad.clients {
                let (store, book, seed) = (store, book, seed &* 1_000 &+ UInt64(number))
                group.addTask {
                    var client = MovingClient(store, book: book, seed: seed)
                    while !isOver.isUp {
                        await client.step()
                        if number == 1 { _ = try await store.sweep(limit: 100, at: WallClock().now) }
                    }
                }
            }
            defer { isOver.rise() }
            try await body()
            isOver.rise()
            try await group.waitForAll()
        }
    }

    /// Waits until the clients had so many more answers.
    func goesOn(_ count: Int = 300) async throws {
        let before = book.answers
        try await eventually(within: MovingLoad.patience, "\(count) more answers") { book.answers >= before + count }
    }

    /// Works at the second store until it holds everything.
    func completes() async throws {
        let deadline = Deadline.after(MovingLoad.patience)
        while !store.status.isComplete {
            guard !deadline.hasPassed else { throw DeadlinePassed("a complete second store: \(store.status)") }
            do {
                try await store.synchronize()
            } catch is StorageError {
                // It is down: that is what some tests are about.
                try await Task.sleep(for: .milliseconds(50))
            } catch let refusal as MigrationRefusal where refusal.description.contains("begins anew") {
                continue
            }
        }
    }

    /// Changes the stores over; on a machine that stalls a second store may be behind at first.
    func swaps(comparing: Bool) async throws {
        let deadline = Deadline.after(MovingLoad.patience)
        while true {
            try await completes()
            do {
                return try await store.swap(comparing: comparing) {}
            } catch let refusal as MigrationRefusal {
                guard !deadline.hasPassed else { throw refusal }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}
