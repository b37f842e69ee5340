import NIOCore
import NIOPosix
import Terminal
import Testing

extension LiveTerminals {
    @Suite struct FootprintTests {
        @Test func endedTerminalsLeaveNeitherDescriptorsNorZombies() async throws {
            // The first one opens what the libraries keep for all that follow.
            _ = try await SharedTerminal(script: "exit 0").run()
            let before = ProcessFootprint.descriptorCount()
            for _ in 0..<20 { _ = try await SharedTerminal(script: "echo done; exit 0").run() }
            for _ in 0..<20 { try? SharedTerminal(["/does/not/exist"]).session.start() }
            #expect(ProcessFootprint.descriptorCount() == before)
            #expect(ProcessFootprint.zombieCount() == 0)
        }

        /// Waits for real time to pass: that nothing happens in it is what is tested.
        @Test func twentyIdleTerminalsUseNoProcessor() async throws {
            var windows: [PullingWindow] = []
            var sessions: [TerminalSession] = []
            defer { for session in sessions { session.end() } }
            for number in UInt32(0)..<20 {
                let session = TerminalSession(
                    number: number, command: SharedTerminal.command(["/bin/bash", "-c", "echo ready; read line"]),
                    at: OutputPosition(epoch: 1, offset: 0), on: MultiThreadedEventLoopGroup.singleton.any(),
                    encoder: PlainFrames()
                ) { _, _ in }
                sessions.append(session)
                let window = PullingWindow("w\(number)")
                try window.attach(to: session)
                try session.start()
                try await window.wait(for: "ready")
                windows.append(window)
            }
            // Something else in this process may run now and then; a terminal that polls would show every time.
            var used: [Duration] = []
            for _ in 0..<5 {
                let before = ProcessFootprint.processorTime()
                try await MultiThreadedEventLoopGroup.singleton.any().scheduleTask(in: .seconds(1)) {}.futureResult
                    .get()
                used.append(ProcessFootprint.processorTime() - before)
                if used.last ?? .zero < .milliseconds(10) { break }
            }
            #expect(used.last ?? .zero < .milliseconds(10), "a second of idling took \(used)")
        }
    }
}
