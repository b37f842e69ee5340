import Logging
import NIOCore
import SessionCore
import Synchronization
import TestSupport
import Testing

@testable import RedisStorage

/// The classic fault of shared connections: a reply given to the next caller.
@Suite struct FaultMixTests {
    private final class Tally: Sendable {
        let answered = Atomic(0)
        let failed = Atomic(0)
        let unknown = Atomic(0)
        let isOver = Atomic(false)
    }

    @Test func eachReplyCarriesItsCallersOwnWordWhateverHappens() async throws {
        let server = try await RedisServer()
        let settings = server.settings.with { $0.timeout = .milliseconds(60) }
        let tally = Tally()
        try await withRedis(settings) { client async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<64 {
                    group.addTask {
                        for number in 0..<150 {
                            let word = Array("\(caller):\(number)".utf8)
                            let call = Task { () throws(StorageError) in
                                try await client.call(
                                    RedisCommand(.text("ECHO"), .bytes(word), isWrite: number.isMultiple(of: 2)))
                            }
                            if Int.random(in: 0..<8) == 0 {
                                // Before it begins, in line, or with the server.
                                for _ in 0..<Int.random(in: 0..<40) { await Task.yield() }
                                call.cancel()
                            }
                            switch await call.result {
                            case .success(let reply):
                                #expect(reply == .string(word))
                                tally.answered.add(1, ordering: .relaxed)
                            case .failure: tally.failed.add(1, ordering: .relaxed)
                            }
                        }
                    }
                }
                let trouble = Task { try await makeTrouble(server, tally) }
                try await group.waitForAll()
                tally.isOver.store(true, ordering: .relaxed)
                _ = await trouble.result
            }
            try await client.recovers()
        }
        #expect(tally.answered.load(ordering: .relaxed) > 0)
        #expect(tally.failed.load(ordering: .relaxed) > 0)
    }

    private func makeTrouble(_ server: RedisServer, _ tally: Tally) async throws {
        // A server that is away from the first moment on answers none of them before the last has given up.
        try await eventually("the first answers") { tally.answered.load(ordering: .relaxed) > 0 }
        while !tally.isOver.load(ordering: .relaxed) {
            switch Int.random(in: 0..<4) {
            case 0:
                server.pause()
                try await Task.sleep(for: .milliseconds(Int.random(in: 20...90)))
                server.resume()
            case 1: try await server.cli("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
            case 2: try await server.restart()
            default: try await server.cli("DEBUG", "SLEEP", "0.05")
            }
        }
    }

    @Test func everyWriteThatWasAcknowledgedWasMadeAndNoneTwice() async throws {
        var options = RedisServerOptions()
        options.appendOnly = true
        let server = try await RedisServer(options)
        let tally = Tally()
        try await withRedis(server.settings.with { $0.timeout = .milliseconds(200) }) { client async throws in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<32 {
                    group.addTask {
                        for _ in 0..<60 {
                            switch await client.code(.text("INCR"), .text("n")) {
                            case nil: tally.answered.add(1, ordering: .relaxed)
                            case .unknown: tally.unknown.add(1, ordering: .relaxed)
                            default: break
                            }
                        }
                    }
                }
                group.addTask { try? await server.restart() }
                await group.waitForAll()
            }
            try await client.recovers()
            let made = Int(try await server.cli("GET", "n")) ?? 0
            let least = tally.answered.load(ordering: .relaxed)
            #expect(made >= least)
            #expect(made <= least + tally.unknown.load(ordering: .relaxed))
        }
    }
}
