import Glibc
import NIOCore
import NIOPosix
import Terminal
import Testing

extension LiveTerminals {
    /// Terminals that are ended while something else happens to them.
    @Suite struct EndingTests {
        private struct Race {
            let session: TerminalSession
            let notices: NoticeList
            /// An argument that no other process of this machine has.
            let mark: String
        }

        /// A shell that is to be ended by name, and lives long enough to be found when it is not.
        private func race(restoring restored: ByteBuffer? = nil) -> Race {
            let mark = "1000.\(UInt64.random(in: 1 << 60 ..< 1 << 61))"
            let terminal = SharedTerminal(["/bin/sleep", mark], restoring: restored)
            return Race(session: terminal.session, notices: terminal.notices, mark: mark)
        }

        /// Starts, and ends as soon as the start is under way or, in every second round, at any time.
        private func run(
            _ round: Int, _ race: Race, start: @escaping @Sendable () throws(TerminalError) -> Void,
            end: @escaping @Sendable () -> Void
        ) async -> TerminalError.Code? {
            let (session, before) = (race.session, race.session.lifeState)
            async let starting: TerminalError.Code? = {
                do throws(TerminalError) {
                    try start()
                    return nil
                } catch {
                    return error.code
                }
            }()
            async let ending: Void = {
                let deadline = NIODeadline.now() + .seconds(10)
                while round % 2 == 0, session.lifeState == before, .now() < deadline { await Task.yield() }
                end()
            }()
            await ending
            return await starting
        }

        private func expectNoProcess(of race: Race) async throws {
            defer { race.session.end() }
            let wasStarted = race.notices.all.contains { if case .started = $0 { true } else { false } }
            if wasStarted { try await race.notices.wait(for: .ended(.signaled(SIGHUP)), within: .seconds(10)) }
            #expect(ProcessFootprint.processCount(withArgument: race.mark) == 0)
        }

        @Test func terminalThatIsEndedWhileItStartsLeavesNoProcess() async throws {
            for round in 0..<50 {
                let race = race()
                let session = race.session
                // An end before the start is nothing that could be remembered.
                let code = await run(
                    round * 2, race, start: { () throws(TerminalError) in try session.start() }, end: { session.end() })
                #expect(code == nil)
                try await expectNoProcess(of: race)
            }
        }

        @Test func terminalThatIsClosedWhileItStartsLeavesNoProcess() async throws {
            for round in 0..<50 {
                let race = race()
                let session = race.session
                let code = await run(
                    round, race, start: { () throws(TerminalError) in try session.start() }, end: { session.close() })
                #expect(code == nil || code == .closed)
                try await expectNoProcess(of: race)
                #expect(throws: TerminalError(.closed)) { try session.start() }
                #expect(throws: TerminalError(.closed)) { try session.restart() }
                try await expectNoProcess(of: race)
            }
        }

        @Test func terminalThatIsClosedWhileItRestartsLeavesNoProcess() async throws {
            for round in 0..<50 {
                let race = race(restoring: ByteBuffer(string: "before"))
                let session = race.session
                let code = await run(
                    round, race, start: { () throws(TerminalError) in try session.restart() }, end: { session.close() })
                #expect(code == nil || code == .closed)
                try await expectNoProcess(of: race)
                #expect(throws: TerminalError(.closed)) { try session.restart() }
                try await expectNoProcess(of: race)
            }
        }

        @Test func closeEndsTheProcessForGood() async throws {
            let race = race()
            try race.session.start()
            guard case .running(let pid) = race.session.lifeState else { throw TerminalError(.notRunning) }
            #expect(kill(pid, 0) == 0)
            race.session.close()
            race.session.close()
            try await expectNoProcess(of: race)
            #expect(race.session.lifeState == .ended(.signaled(SIGHUP)))
            #expect(throws: TerminalError(.closed)) { try race.session.restart() }
            #expect(race.session.lifeState == .ended(.signaled(SIGHUP)))
        }

        @Test func startThatIsOvertakenByTheCloseIsRefused() async throws {
            let notices = NoticeList()
            let session = TerminalSession(
                number: 7, command: SharedTerminal.command(["/bin/sleep", "1000"]),
                at: OutputPosition(epoch: 1, offset: 0), on: MultiThreadedEventLoopGroup.singleton.any(),
                encoder: PlainFrames()
            ) { session, notice in
                // This notice comes while the start is still on its way.
                if case .started = notice { session.close() }
                notices.append(notice)
            }
            #expect(throws: TerminalError(.closed)) { try session.start() }
            try await notices.wait(for: .ended(.signaled(SIGHUP)), within: .seconds(10))
        }

        @Test func closedTerminalThatNeverStartedDoesNotStart() {
            let race = race()
            race.session.close()
            #expect(throws: TerminalError(.closed)) { try race.session.start() }
            #expect(race.session.lifeState == .notStarted)
            #expect(race.notices.all.isEmpty)
        }
    }
}
