import Glibc
import NIOCore
import Terminal
import Testing

extension LiveTerminals {
    @Suite struct PseudoTerminalTests {
        @Test func sizeIsSetBeforeTheShellStarts() async throws {
            let size = TerminalSize(clampingColumns: 123, rows: 45)
            #expect(try await SharedTerminal(["/usr/bin/stty", "size"], size: size).run().text == "45 123\r\n")
        }

        @Test func shellIsTheSessionLeaderOfItsControllingTerminal() async throws {
            let script = "tty; ps -o tty=,sid=,pid=,tpgid= -p $$; echo >/dev/tty reached"
            let lines = try await SharedTerminal(script: script).run().text.split(separator: "\r\n")
            try #require(lines.count == 3)
            let fields = lines[1].split(separator: " ")
            try #require(fields.count == 4)
            #expect(lines[0] == "/dev/\(fields[0])")
            #expect(fields[1] == fields[2], "the session is not the shell's own")
            #expect(fields[1] == fields[3], "the shell is not in the foreground")
            #expect(lines[2] == "reached")
        }

        @Test func shellHasThreeDescriptorsAlsoWhereThisProcessLeaksSome() async throws {
            let leaked = open("/dev/null", O_RDONLY)
            defer { close(leaked) }
            // The highest is the one that ls reads the folder with.
            #expect(
                try await SharedTerminal(["/bin/ls", "/proc/self/fd"]).run().text.split(separator: "\r\n").joined(
                    separator: " "
                ).hasPrefix("0  1  2  3"))
            let script = "for d in /proc/$$/fd/*; do readlink $d; done"
            let links = try await SharedTerminal(["/bin/bash", "-c", script]).run().text.split(separator: "\r\n")
            #expect(links.count == 3 && Set(links).count == 1, "\(links)")
        }

        @Test func signalsAreAtTheirDefaultsAlsoWhereThisProcessIgnoresThem() async throws {
            signal(SIGPIPE, SIG_IGN)
            let text = try await SharedTerminal(["/bin/grep", "-E", "Sig(Blk|Ign)", "/proc/self/status"]).run().text
            let masks = text.split(whereSeparator: \.isWhitespace).compactMap { UInt64($0, radix: 16) }
            // 32 and 33 are the C library's own; its spawn has them ignored until the child's library wants them.
            let own: UInt64 = 1 << 31 | 1 << 32
            #expect(masks.map { $0 & ~own } == [0, 0], "\(text)")
        }

        @Test func exitComesOnceAfterTheLastByte() async throws {
            for round in 0..<20 {
                let terminal = SharedTerminal(script: "head -c 20000 /dev/zero | tr '\\0' x; printf end; exit 7")
                let record = try await terminal.run()
                #expect(record.exits == [.exited(code: 7)])
                #expect(record.lengthAtExit == 20_003, "round \(round)")
                #expect(record.text.hasSuffix("xend"))
            }
        }

        @Test func grandchildThatKeepsTheTerminalOpenDoesNotDelayTheExit() async throws {
            let terminal = SharedTerminal(script: "trap '' HUP; sleep 100 & echo $!; exit 3")
            let window = PullingWindow("w")
            try window.attach(to: terminal.session)
            try terminal.session.start()
            let record = try await window.wait("the exit", within: .seconds(5)) { !$0.exits.isEmpty }
            #expect(record.exits == [.exited(code: 3)])
            if let sleeper = Int32(record.text.prefix { $0.isNumber }) { kill(sleeper, SIGKILL) }
        }

        @Test func shellThatClosesItsTerminalForAWhileIsNotGivenUp() async throws {
            let script = "exec <&- >&- 2>&-; sleep 0.2; echo back >/dev/tty; exit 5"
            let record = try await SharedTerminal(script: script).run()
            #expect(record.text == "back\r\n")
            #expect(record.exits == [.exited(code: 5)])
        }

        @Test func signalThatEndedTheShellIsReported() async throws {
            #expect(try await SharedTerminal(script: "kill -KILL $$").run().exits == [.signaled(SIGKILL)])
        }

        @Test func bytesArriveAsTheyWerePrinted() async throws {
            let script = "stty -opost; i=0; while [ $i -lt 3000 ]; do printf 'ä€𝄞👩‍👩‍👧é\\377'; i=$((i+1)); done"
            let record = try await SharedTerminal(script: script).run()
            let unit = Array("ä€𝄞👩‍👩‍👧é".utf8) + [0xFF]
            let expected = ByteBuffer(bytes: (0..<3000).flatMap { _ in unit })
            #expect(record.output == expected, "\(record.output.readableBytes) of \(expected.readableBytes) bytes")
        }

        @Test func typedBytesReachTheProgram() async throws {
            let terminal = SharedTerminal(script: "stty -echo; echo ready; read line; echo \"got $line\"")
            let window = PullingWindow("w")
            try window.attach(to: terminal.session)
            try terminal.session.start()
            try await window.wait(for: "ready")
            try terminal.session.write(ByteBuffer(string: "grüße\n"), from: "w")
            try await window.wait(for: "got grüße")
        }

        @Test func inputForAProgramThatDoesNotReadIsBoundedAndRefusedWhole() async throws {
            var limits = TerminalLimits()
            limits.inputBacklogBytes = 100_000
            let terminal = SharedTerminal(script: "stty raw -echo; echo ready; sleep 100", limits: limits)
            let window = PullingWindow("w")
            try window.attach(to: terminal.session)
            try terminal.session.start()
            try await window.wait(for: "ready")
            let paste = ByteBuffer(repeating: 0x78, count: 10_000)
            var taken = 0
            var refusal: TerminalError?
            while refusal == nil, taken < 1000 {
                do {
                    try terminal.session.write(paste, from: "w")
                    taken += 1
                } catch {
                    refusal = error
                }
            }
            #expect(refusal?.code == .backlogFull)
            // Beside the backlog, the kernel takes some tens of KiB.
            #expect((10...20).contains(taken), "\(taken) pastes were taken")
        }

        @Test func programThatCannotBeStartedIsAnErrorWithItsNumber() throws {
            let terminal = SharedTerminal(["/does/not/exist"])
            let refusal = #expect(throws: TerminalError.self) { try terminal.session.start() }
            #expect(refusal?.code == .spawnFailed)
            #expect(refusal?.errorNumber == ENOENT)
            #expect(terminal.session.lifeState == .notStarted)
            #expect(terminal.notices.all.isEmpty)
        }

        @Test func endHangsUpTheShell() async throws {
            let terminal = SharedTerminal(script: "trap 'echo bye; exit 9' HUP; echo ready; while :; do sleep 1; done")
            let window = PullingWindow("w")
            try window.attach(to: terminal.session)
            try terminal.session.start()
            try await window.wait(for: "ready")
            terminal.session.end()
            let record = try await window.waitForExit()
            #expect(record.exits == [.exited(code: 9)])
            #expect(record.text.hasSuffix("bye\r\n"))
        }

        @Test func shellThatIgnoresTheHangUpIsKilledAfterTheGrace() async throws {
            var limits = TerminalLimits()
            limits.terminationGrace = .milliseconds(50)
            let terminal = SharedTerminal(script: "trap '' HUP; echo ready; while :; do sleep 1; done", limits: limits)
            let window = PullingWindow("w")
            try window.attach(to: terminal.session)
            try terminal.session.start()
            try await window.wait(for: "ready")
            terminal.session.end()
            #expect(try await window.waitForExit().exits == [.signaled(SIGKILL)])
        }
    }
}
