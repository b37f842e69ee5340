import NIOCore
import SessionServer
import TestSupport
import Testing

/// What reaches a window: every byte, once, in order, or an honest new beginning.
@Suite struct StreamTests {
    /// Three windows, 50 MB of `seq`, nothing missing and nothing twice.
    @Test(.timeLimit(.minutes(5))) func fiftyMegabytesOfSeqReachThreeWindowsComplete() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        var windows: [(TestWindow, UInt32)] = []
        for _ in 0..<3 {
            let window = try await TestWindow.open(port: server.port, token: token)
            windows.append((window, try await window.attach(window.firstTerminal)))
        }
        let (first, number) = windows[0]
        try await first.type("stty -echo -opost; PS1=; echo re''ady\n", into: number)
        for (window, number) in windows { try await window.until(number, shows: "ready") }
        let before = try #require(await first.terminals[number]?.byteCount)
        // 6 500 000 lines: 9×2 + 90×3 + 900×4 + 9 000×5 + 90 000×6 + 900 000×7 + 5 500 001×8 bytes.
        let expected = 18 + 270 + 3_600 + 45_000 + 540_000 + 6_300_000 + 5_500_001 * 8
        try await first.type("seq 6500000; echo al''l\n", into: number)
        try await withThrowingDiscardingTaskGroup { group in
            for (window, number) in windows {
                group.addTask { try await window.until(number, shows: "all\n", within: .seconds(240)) }
            }
        }
        for (window, number) in windows {
            let seen = try #require(await window.terminals[number])
            #expect(seen.faults == 0)
            #expect(seen.modes == [.history])
            #expect(seen.byteCount >= before + expected)
        }
        let digests = Set(await [windows[0].0.terminals[number]?.digest, windows[1].0.terminals[number]?.digest])
        #expect(digests.count == 1)
    }

    /// Scenario 3: back within the log, exactly the missing bytes.
    @Test func aWindowThatReturnsGetsExactlyWhatItMissed() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        let stays = try await TestWindow.open(port: server.port, token: token)
        let leaves = try await TestWindow.open(port: server.port, token: token)
        let handle = await stays.firstTerminal
        let (one, two) = (try await stays.attach(handle), try await leaves.attach(handle))
        try await stays.type("echo be''fore\n", into: one)
        try await leaves.until(two, shows: "before")
        let seen = try #require(await leaves.terminals[two])
        await leaves.drop()
        try await stays.type("seq 20000; echo af''ter\n", into: one)
        try await stays.until(one, shows: "after")
        let returns = try await TestWindow.open(port: server.port, token: token)
        let three = try await returns.attach(handle, resume: seen.position)
        try await returns.until(three, shows: "after")
        let resumed = try #require(await returns.terminals[three])
        let whole = try #require(await stays.terminals[one])
        #expect(resumed.modes == [.exact] && resumed.faults == 0)
        #expect(seen.offset + UInt64(resumed.byteCount) == resumed.offset)
        #expect(whole.text.hasSuffix(resumed.text.suffix(50_000)))
    }

    /// Scenario 5: positions that cannot be served are answered with a new beginning, never with bytes or a crash.
    @Test(arguments: [
        "7:0", "1:-1", "1:99999999999", "1:9223372036854775808", "NaN", "", "1:", ":1", "1:1e3", "1:0x10",
    ])
    func aPositionThatCannotBeServedIsReanchored(_ position: String) async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        let window = try await TestWindow.open(port: server.port, token: token)
        let number = try await window.attach(window.firstTerminal, resume: position)
        try await window.type("echo wor''ks\n", into: number)
        try await window.until(number, shows: "works")
        #expect(await window.terminals[number]?.modes == [.reanchor])
    }

    /// Scenarios 1 and 11, small: a window that stops reading costs the others nothing and is not owed a queue.
    @Test func aWindowThatStopsReadingHoldsNobody() async throws {
        let server = try await TestHouse("  # a small log, so that the stopped window is overtaken\n").start()
        let token = try await TestHouse.newToken(from: server)
        let reads = try await TestWindow.open(port: server.port, token: token)
        let stops = try await TestWindow.open(port: server.port, token: token)
        let handle = await reads.firstTerminal
        let (one, two) = (try await reads.attach(handle), try await stops.attach(handle))
        try await reads.type("seq 2000000; echo do''ne\n", into: one)
        // One that is silent for long would be given up, and on a busy machine this takes long.
        let living = stops.showsLife()
        defer { living.cancel() }
        try await reads.until(one, shows: "done", within: .seconds(120))
        #expect(await reads.terminals[one]?.faults == 0)
        try await stops.until(two, shows: "done", within: .seconds(60))
        let seen = try #require(await stops.terminals[two])
        #expect(seen.modes.last == .reanchor)
        #expect(seen.faults == 0)
    }

    /// Scenario 40 at the level of frames: only the offender is closed, with the right code.
    @Test func aMalformedFrameClosesOnlyItsSender() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        let good = try await TestWindow.open(port: server.port, token: token)
        let number = try await good.attach(good.firstTerminal)
        for (bytes, code): ([UInt8], UInt16) in [([0x10, 0], 1002), ([0xee], 1002), ([], 1002), ([0x02, 0xff], 1007)] {
            let socket = try await WebSocketClient.connect(
                port: server.port, path: "/window", headers: ["authorization": "Bearer " + token],
                subprotocol: "mooring.window.1")
            try await socket.send(.init(bytes: bytes))
            #expect(try await Self.closeCode(of: socket) == code, "\(bytes)")
        }
        try await good.type("echo still-$((1+1))\n", into: number)
        try await good.until(number, shows: "still-2")
    }

    private static func closeCode(of socket: WebSocketClient) async throws -> UInt16? {
        while true {
            if case .closed(let code, _) = try await socket.receive() { return code }
        }
    }
}
