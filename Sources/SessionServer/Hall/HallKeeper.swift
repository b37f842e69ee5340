import ServiceLifecycle
import SessionCore
import Terminal

/// Looks after the open rooms for as long as the server runs, and puts everything in order when it stops.
package struct HallKeeper: Service {
    private let hall: Hall
    private let wait: @Sendable (Duration) async throws -> Void

    /// How often every room is looked after without having asked: how much output a sudden end may cost.
    static let round = Duration.seconds(5)

    /// - Parameter wait: how to wait; a server passes `Task.sleep`.
    package init(_ hall: Hall, wait: @escaping @Sendable (Duration) async throws -> Void) {
        self.hall = hall
        self.wait = wait
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await answerCalls() }
                group.addTask { await makeRounds() }
            }
        }
        await putInOrder()
    }

    private func answerCalls() async {
        for await _ in hall.care.arrivals {
            await withTaskGroup(of: Void.self) { group in
                for handle in hall.care.takeAll() {
                    guard let room = hall.room(handle) else { continue }
                    group.addTask { await room.care() }
                }
            }
            // What comes meanwhile is one call: many windows that come, go and look around cost no more than this.
            guard (try? await wait(HallKeeper.breath)) != nil else { return }
        }
    }

    private static let breath = Duration.milliseconds(20)

    private func makeRounds() async {
        var sinceRevalidation = Duration.zero
        while !Task.isCancelled {
            guard (try? await wait(HallKeeper.round)) != nil else { return }
            sinceRevalidation += HallKeeper.round
            let isDue = sinceRevalidation >= min(hall.sessions.policy.touchEvery, .seconds(60))
            if isDue { sinceRevalidation = .zero }
            for room in hall.rooms {
                if isDue { await room.revalidate() }
                await room.care()
            }
        }
    }

    /// Keeps what the terminals last showed, then ends their processes: without this server nobody could reach them.
    private func putInOrder() async {
        let rooms = hall.rooms
        for room in rooms {
            await room.save()
            for live in room.terminals { live.terminal.end() }
        }
        // A shell that ignores the request is killed after a grace; the process must not end before that.
        for _ in 0..<HallKeeper.looksAtEnding {
            guard rooms.flatMap(\.terminals).contains(where: { $0.stateWord == "running" }) else { return }
            guard (try? await wait(HallKeeper.lookInterval)) != nil else { return }
        }
    }

    private static let lookInterval = Duration.milliseconds(50)
    private static let looksAtEnding = 80
}
