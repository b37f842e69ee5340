import NIOCore
import Terminal
import Testing

extension LiveTerminals {
    @Suite struct SharingTests {
        private static let lines = 720_000
        private static let flood: ByteBuffer = {
            var bytes = ByteBuffer()
            for number in 1...lines { bytes.writeString("\(number)\r\n") }
            return bytes
        }()
        private let flooding = "read go; stty -echo; seq 1 \(lines)"

        /// What the flood printed: all behind the echo of the line that started it.
        private func flooded(_ record: WindowRecord) -> ByteBuffer? {
            let length = Self.flood.readableBytes
            return record.output.getSlice(at: record.output.writerIndex - length, length: length)
        }

        @Test func threeWindowsGetFiveMegabytesWhole() async throws {
            let terminal = SharedTerminal(script: flooding)
            let windows = ["a", "b", "c"].map { PullingWindow($0) }
            for window in windows { try window.attach(to: terminal.session) }
            try terminal.session.start()
            try terminal.session.write(ByteBuffer(string: "\n"), from: "a")
            for window in windows {
                let record = try await window.waitForExit()
                #expect(flooded(record) == Self.flood, "\(window.id) got \(record.output.readableBytes) bytes")
                #expect(record.faults == [])
                #expect(record.joins.count == 1)
            }
            // Encoded for each window, it would be three times as many; for each read of 4 KiB, ten times.
            #expect(terminal.frames.count < 2000)
        }

        @Test func windowsThatJoinInMidOutputGetEveryByteFromTheirStart() async throws {
            let terminal = SharedTerminal(script: flooding)
            let first = PullingWindow("first")
            try first.attach(to: terminal.session)
            try terminal.session.start()
            try terminal.session.write(ByteBuffer(string: "\n"), from: "first")
            var late: [PullingWindow] = []
            for number in 1...10 {
                try await first.wait("its share") { $0.output.readableBytes > number * 300_000 }
                late.append(PullingWindow("late\(number)"))
                try late.last?.attach(to: terminal.session)
            }
            let whole = try await first.waitForExit().output
            for window in late {
                let record = try await window.waitForExit()
                let start = try #require(record.joins.first?.start.offset)
                #expect(record.joins.count == 1, "\(window.id) had to begin anew")
                #expect(whole.getSlice(at: Int(start), length: whole.writerIndex - Int(start)) == record.output)
                #expect(record.faults == [])
            }
        }

        @Test func windowThatReturnsGetsExactlyTheBytesItMissed() async throws {
            let terminal = SharedTerminal(script: flooding)
            let first = PullingWindow("first")
            try first.attach(to: terminal.session)
            try terminal.session.start()
            var returning = PullingWindow("returning0")
            try returning.attach(to: terminal.session, role: .viewer)
            var pieces = ByteBuffer()
            try terminal.session.write(ByteBuffer(string: "\n"), from: "first")
            for number in 1...10 {
                let record = try await returning.wait("some") { $0.output.readableBytes > 50_000 }
                terminal.session.detach(returning.id)
                let left = returning.record.position
                pieces.writeImmutableBuffer(returning.record.output)
                #expect(record.faults == [])
                returning = PullingWindow("returning\(number)")
                let join = try returning.attach(to: terminal.session, resume: left, role: .viewer)
                #expect(join.mode == .exact)
            }
            pieces.writeImmutableBuffer(try await returning.waitForExit().output)
            #expect(pieces == (try await first.waitForExit().output))
        }

        @Test func stoppedWindowHoldsNobodyAndIsToldThatItWasOvertaken() async throws {
            var limits = TerminalLimits()
            limits.logBytes = 512 << 10
            limits.historyBytes = 128 << 10
            limits.reanchorBytes = 64 << 10
            limits.patience = .milliseconds(50)
            let terminal = SharedTerminal(script: flooding, limits: limits)
            let (eager, stopped) = (PullingWindow("eager"), PullingWindow("stopped", pace: .stopped))
            try eager.attach(to: terminal.session)
            try stopped.attach(to: terminal.session)
            try terminal.session.start()
            try terminal.session.write(ByteBuffer(string: "\n"), from: "eager")
            #expect(flooded(try await eager.waitForExit()) == Self.flood)
            #expect(terminal.session.isLaggard("stopped"))
            stopped.change(to: .eager)
            let record = try await stopped.waitForExit()
            #expect(record.joins.map(\.mode) == [.history, .reanchor])
            #expect(record.output.readableBytes <= 64 << 10)
            #expect(record.text.hasSuffix("\(Self.lines)\r\n"))
            #expect(record.faults == [])
        }

        /// Nobody is given up for want of patience here, so whoever is waited for stops the shell until the deadline.
        private func endlessPatience() -> TerminalLimits {
            var limits = TerminalLimits()
            limits.patience = .hours(1)
            return limits
        }

        @Test func viewerThatAcknowledgesNothingIsNotWaitedFor() async throws {
            let terminal = SharedTerminal(script: flooding, limits: endlessPatience())
            let (eager, viewer) = (PullingWindow("eager"), PullingWindow("viewer", pace: .silent))
            try eager.attach(to: terminal.session)
            try viewer.attach(to: terminal.session, role: .viewer)
            try terminal.session.start()
            try terminal.session.write(ByteBuffer(string: "\n"), from: "eager")
            #expect(flooded(try await eager.waitForExit()) == Self.flood)
        }

        @Test func editorThatBeginsFarBehindIsNotWaitedForUntilItHasCaughtUp() async throws {
            let script = "seq 1 250000; echo half; " + flooding
            let terminal = SharedTerminal(script: script, limits: endlessPatience())
            let (eager, late) = (PullingWindow("eager"), PullingWindow("late", pace: .silent))
            try eager.attach(to: terminal.session)
            try terminal.session.start()
            try await eager.wait(for: "half")
            try late.attach(to: terminal.session, resume: OutputPosition(epoch: 1, offset: 0))
            #expect(terminal.session.isLaggard("late"))
            try terminal.session.write(ByteBuffer(string: "\n"), from: "eager")
            #expect(flooded(try await eager.waitForExit()) == Self.flood)
        }

        @Test func editorThatBecomesViewerReleasesTheShell() async throws {
            var limits = endlessPatience()
            limits.logBytes = 512 << 10
            let terminal = SharedTerminal(script: flooding, limits: limits)
            let (eager, silent) = (PullingWindow("eager"), PullingWindow("silent", pace: .silent))
            try eager.attach(to: terminal.session)
            try silent.attach(to: terminal.session)
            try terminal.session.start()
            try terminal.session.write(ByteBuffer(string: "\n"), from: "eager")
            try await eager.wait("what holds the shell") { $0.output.readableBytes > 256 << 10 }
            terminal.session.assign(.viewer, to: "silent")
            #expect(flooded(try await eager.waitForExit()) == Self.flood)
        }

        @Test func slowWindowThatMakesProgressHoldsTheShellAndLosesNothing() async throws {
            var limits = TerminalLimits()
            limits.logBytes = 512 << 10
            limits.progressBytes = 1 << 10
            let terminal = SharedTerminal(script: flooding, limits: limits)
            let pace = PullingWindow.Pace.slow(budget: 32 << 10, rest: .milliseconds(5))
            let (eager, slow) = (PullingWindow("eager"), PullingWindow("slow", pace: pace))
            try eager.attach(to: terminal.session)
            try slow.attach(to: terminal.session)
            try terminal.session.start()
            try terminal.session.write(ByteBuffer(string: "\n"), from: "eager")
            let record = try await slow.waitForExit()
            #expect(record.joins.count == 1, "it was overtaken")
            #expect(flooded(record) == Self.flood)
        }

        @Test func windowThatAcknowledgesNothingGetsNoMoreThanItsCredit() async throws {
            var limits = TerminalLimits()
            limits.patience = .milliseconds(50)
            limits.creditBytes = 100_000
            let terminal = SharedTerminal(script: flooding, limits: limits)
            let (eager, silent) = (PullingWindow("eager"), PullingWindow("silent", pace: .silent))
            try eager.attach(to: terminal.session)
            try silent.attach(to: terminal.session)
            try terminal.session.start()
            try terminal.session.write(ByteBuffer(string: "\n"), from: "eager")
            try await eager.waitForExit()
            let got = silent.record.output.readableBytes
            #expect((100_000...(100_000 + limits.entryBytes)).contains(got), "it got \(got)")
            terminal.session.acknowledge(silent.record.position, from: "silent")
            try await silent.wait("more, once it had acknowledged") { $0.joins.count > 1 || $0.expected > UInt64(got) }
        }

        @Test func outputWithoutWindowsRunsOnWithinTheLog() async throws {
            let terminal = SharedTerminal(script: "seq 1 \(Self.lines); exit 0")
            try terminal.session.start()
            try await terminal.notices.wait(for: .ended(.exited(code: 0)))
            #expect(terminal.session.head.offset == UInt64(Self.flood.readableBytes))
            let (bytes, position) = terminal.session.lastOutput(1 << 30)
            #expect(bytes.readableBytes <= terminal.session.limits.logBytes)
            #expect(position.offset + UInt64(bytes.readableBytes) == terminal.session.head.offset)
            let late = PullingWindow("late")
            try late.attach(to: terminal.session)
            #expect(try await late.waitForExit().text.hasSuffix("\(Self.lines)\r\n"))
        }
    }
}
