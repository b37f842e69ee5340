import Glibc
import NIOCore
import Terminal
import TestSupport
import Testing

extension LiveTerminals {
    @Suite struct TerminalSessionTests {
        private let wide = TerminalSize(clampingColumns: 132, rows: 50)

        @Test(arguments: [
            OutputPosition(epoch: 2, offset: 0), OutputPosition(epoch: 0, offset: 0),
            OutputPosition(epoch: 1, offset: OutputPosition.offsetBound - 1),
        ])
        func positionThatNeverWasReanchors(position: OutputPosition) async throws {
            let terminal = SharedTerminal(script: "echo hello; read line")
            try terminal.session.start()
            let window = PullingWindow("w")
            #expect(try window.attach(to: terminal.session, resume: position).mode == .reanchor)
            try await window.wait(for: "hello")
        }

        @Test func resizeReachesTheShellAndEveryWindowAtOnePlace() async throws {
            let terminal = SharedTerminal(script: "trap 'stty size' WINCH; echo ready; while :; do read line; done")
            let (owner, viewer) = (PullingWindow("owner"), PullingWindow("viewer"))
            try owner.attach(to: terminal.session)
            try viewer.attach(to: terminal.session, role: .viewer)
            try terminal.session.start()
            try await owner.wait(for: "ready")
            terminal.session.resize(to: TerminalSize(clampingColumns: 20, rows: 5), by: "viewer")
            terminal.session.resize(to: wide, by: "owner")
            for window in [owner, viewer] {
                let record = try await window.wait(for: "50 132")
                #expect(record.resizes == ["132x50 owner"])
            }
            #expect(terminal.notices.all.contains(.resized(wide, by: "owner")))
            #expect(terminal.session.sizeOwner == "owner")
        }

        @Test func burstOfResizesEndsAtTheLastOne() async throws {
            let terminal = SharedTerminal(script: "echo ready; read line")
            let window = PullingWindow("w")
            try window.attach(to: terminal.session)
            try terminal.session.start()
            try await window.wait(for: "ready")
            for rows in 1...200 { terminal.session.resize(to: TerminalSize(clampingColumns: 90, rows: rows), by: "w") }
            let record = try await window.wait("the last size") { $0.resizes.last == "90x200 w" }
            #expect(record.resizes == ["90x1 w", "90x200 w"])
        }

        @Test func sizeChosenBeforeTheStartIsTheOneTheShellStartsWith() async throws {
            let terminal = SharedTerminal(["/usr/bin/stty", "size"])
            let window = PullingWindow("w")
            try window.attach(to: terminal.session)
            terminal.session.resize(to: wide, by: "w")
            try terminal.session.start()
            #expect(try await window.waitForExit().text == "50 132\r\n")
        }

        @Test func viewerTypesNothing() async throws {
            let terminal = SharedTerminal(script: "cat")
            let viewer = PullingWindow("viewer")
            try viewer.attach(to: terminal.session, role: .viewer)
            try terminal.session.start()
            func refusal(_ id: String) -> TerminalError.Code? {
                #expect(throws: TerminalError.self) {
                    try terminal.session.write(ByteBuffer(string: "x"), from: id)
                }?.code
            }
            #expect(refusal("viewer") == .notAllowed)
            #expect(refusal("stranger") == .notAttached)
            terminal.session.assign(.editor, to: "viewer")
            try terminal.session.write(ByteBuffer(string: "now\n"), from: "viewer")
            try await viewer.wait(for: "now")
        }

        @Test func windowsAreLimitedAndHaveIdsOfTheirOwn() throws {
            var limits = TerminalLimits()
            limits.windows = 2
            let terminal = SharedTerminal(script: "exit", limits: limits)
            try PullingWindow("a").attach(to: terminal.session)
            #expect(throws: TerminalError(.alreadyAttached)) { try PullingWindow("a").attach(to: terminal.session) }
            try PullingWindow("b").attach(to: terminal.session)
            #expect(throws: TerminalError(.tooManyWindows)) { try PullingWindow("c").attach(to: terminal.session) }
            terminal.session.detach("a")
            try PullingWindow("c").attach(to: terminal.session)
            #expect(terminal.session.windowCount == 2)
        }

        @Test func restartBeginsANewEpochInTheSameWindows() async throws {
            let terminal = SharedTerminal(script: "echo life; exit 4")
            let window = PullingWindow("w")
            try window.attach(to: terminal.session)
            try terminal.session.start()
            try await window.waitForExit()
            #expect(throws: TerminalError(.notRunning)) {
                try terminal.session.write(ByteBuffer(string: "x"), from: "w")
            }
            try terminal.session.restart()
            let record = try await window.wait("the second exit") { $0.exits.count == 2 }
            #expect(record.joins.map(\.start.description) == ["1:0", "2:0"])
            #expect(record.text == "life\r\n")
            try await terminal.notices.wait(for: .started(OutputPosition(epoch: 2, offset: 0)))
        }

        @Test func windowThatOwesAcknowledgementsIsToldOfTheRestart() async throws {
            var limits = TerminalLimits()
            limits.creditBytes = 1000
            limits.patience = .milliseconds(20)
            let terminal = SharedTerminal(script: "seq 1 10000", limits: limits)
            let silent = PullingWindow("silent", pace: .silent)
            try silent.attach(to: terminal.session)
            try terminal.session.start()
            try await terminal.notices.wait(for: .ended(.exited(code: 0)))
            try terminal.session.restart()
            try await silent.wait("the second epoch") { $0.joins.last?.start.epoch == 2 }
        }

        @Test func runningTerminalIsNotRestarted() async throws {
            let terminal = SharedTerminal(script: "read line")
            try terminal.session.start()
            #expect(throws: TerminalError(.alreadyRunning)) { try terminal.session.restart() }
            #expect(throws: TerminalError(.alreadyRunning)) { try terminal.session.start() }
        }

        @Test func restartTakesTheEpochItIsGiven() async throws {
            let terminal = SharedTerminal(["/bin/echo", "again"], restoring: ByteBuffer(string: "before\r\n"))
            let window = PullingWindow("w")
            try window.attach(to: terminal.session)
            try terminal.session.restart(epoch: 9)
            try await terminal.notices.wait(for: .started(OutputPosition(epoch: 9, offset: 0)))
            try await window.wait("the new epoch") { $0.joins.last?.start.epoch == 9 && $0.text == "again\r\n" }
        }

        @Test(arguments: [UInt32(0), 4, 5])
        func restartInAnEpochThatIsNotHigherIsRefused(epoch: UInt32) throws {
            let text = ByteBuffer(string: "before\r\n")
            let start = OutputPosition(epoch: 5, offset: 1000)
            let terminal = SharedTerminal(["/bin/echo", "again"], restoring: text, at: start)
            #expect(throws: TerminalError(.staleEpoch)) { try terminal.session.restart(epoch: epoch) }
            #expect(terminal.session.lifeState == .ended(.lost))
            #expect(terminal.session.lastOutput(100).bytes == text)
            #expect(terminal.notices.all.isEmpty)
        }

        @Test func lastEpochIsNotFollowedByTheFirst() throws {
            let start = OutputPosition(epoch: .max, offset: 0)
            let terminal = SharedTerminal(["/bin/true"], restoring: ByteBuffer(), at: start)
            #expect(throws: TerminalError(.staleEpoch)) { try terminal.session.restart() }
        }

        @Test func sizeThatTheKernelRefusesIsAnnouncedToNobody() async throws {
            let terminal = SharedTerminal(script: "echo ready; read line")
            let window = PullingWindow("w")
            try window.attach(to: terminal.session)
            // The number of one that closes meanwhile could be given to the new one.
            try await eventually("the terminals of earlier tests are closed") {
                ProcessFootprint.terminalMasters().isEmpty
            }
            try terminal.session.start()
            try await window.wait(for: "ready")
            // The master is opened before its duplicates; with something else in its place, every change is refused.
            let master = try #require(ProcessFootprint.terminalMasters().first)
            let other = open("/dev/null", O_RDWR)
            defer { close(other) }
            try #require(dup2(other, master) == master)
            terminal.session.resize(to: wide, by: "w")
            #expect(terminal.session.size == .standard)
            terminal.session.end()
            let record = try await window.waitForExit()
            #expect(record.resizes == [])
            #expect(!terminal.notices.all.contains { if case .resized = $0 { true } else { false } })
        }

        @Test func failedRestartLeavesTheLastOutput() async throws {
            let text = ByteBuffer(string: "what was there\r\n")
            let terminal = SharedTerminal(["/does/not/exist"], restoring: text)
            #expect(throws: TerminalError.self) { try terminal.session.restart() }
            #expect(terminal.session.lifeState == .ended(.lost))
            #expect(terminal.session.lastOutput(100).bytes == text)
        }

        @Test func restoredTerminalShowsItsLastOutputAndStartsAgain() async throws {
            let start = OutputPosition(epoch: 5, offset: 1000)
            let terminal = SharedTerminal(
                ["/bin/echo", "again"], restoring: ByteBuffer(string: "before\r\n"), at: start
            )
            let window = PullingWindow("w")
            let join = try window.attach(to: terminal.session)
            #expect(join.start == start)
            #expect(join.state == .ended(.lost))
            let record = try await window.waitForExit()
            #expect(record.text == "before\r\n")
            #expect(record.exits == [.lost])
            try terminal.session.restart()
            try await window.wait("the new output") { $0.text == "again\r\n" && $0.joins.last?.start.epoch == 6 }
        }

        @Test func noticesComeInTheOrderOfALife() async throws {
            for _ in 0..<20 {
                let terminal = SharedTerminal(["/bin/true"])
                try terminal.session.start()
                try await terminal.notices.wait(for: .ended(.exited(code: 0)))
                let start = TerminalNotice.started(OutputPosition(epoch: 1, offset: 0))
                #expect(terminal.notices.all == [start, .ended(.exited(code: 0))])
            }
        }
    }
}
