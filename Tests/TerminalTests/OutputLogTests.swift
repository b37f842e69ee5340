import NIOCore
import Terminal
import Testing

@Suite struct OutputLogTests {
    private let frames = PlainFrames()

    private func log(bytes: Int = 1000, entries: Int = 100, entryBytes: Int = 100) -> OutputLog {
        var limits = TerminalLimits()
        limits.logBytes = bytes
        limits.logEntries = entries
        limits.entryBytes = entryBytes
        limits.historyBytes = 500
        limits.reanchorBytes = 200
        limits.alignmentBytes = 50
        let frames = frames
        return OutputLog(at: OutputPosition(epoch: 3, offset: 0), size: .standard, limits: limits) {
            frames.frame(for: $0, at: $1, terminal: 1)
        }
    }

    private func texts(_ pull: OutputLog.Pull) -> [String]? {
        guard case .frames(let frames, _) = pull else { return nil }
        return frames.map { String(buffer: $0.bytes) }
    }

    private func at(_ offset: UInt64, epoch: UInt32 = 3) -> OutputPosition {
        OutputPosition(epoch: epoch, offset: offset)
    }

    @Test func smallWritesBecomeOneFrame() {
        var log = log()
        log.append(ByteBuffer(string: "ab"))
        log.append(ByteBuffer(string: "cd"))
        #expect(texts(log.pull(from: log.join(at: nil).cursor, budget: 1)) == [])
        log.seal()
        #expect(texts(log.pull(from: log.join(at: nil).cursor, budget: 1)) == ["oabcd"])
    }

    @Test func largeWriteBecomesEntriesOfTheLimit() {
        var log = log()
        log.append(ByteBuffer(repeating: 0x61, count: 250))
        #expect(log.entryCount == 2)
        #expect(log.headOffset == 250)
        #expect(log.head.offset == 200)
    }

    @Test func frameIsEncodedOnceForAllReaders() {
        var log = log()
        log.append(ByteBuffer(string: "text"))
        log.seal()
        let cursor = log.join(at: nil).cursor
        for _ in 1...3 { _ = log.pull(from: cursor, budget: 100) }
        #expect(frames.count == 1)
    }

    @Test func barrierLiesBetweenWhatWasPrintedBeforeAndAfter() {
        var log = log()
        let cursor = log.join(at: nil).cursor
        log.append(ByteBuffer(string: "ab"))
        log.append(.resized(TerminalSize(clampingColumns: 100, rows: 30), by: "w"))
        log.append(ByteBuffer(string: "cd"))
        log.seal()
        #expect(texts(log.pull(from: cursor, budget: 1000)) == ["oab", "r100x30 w", "ocd"])
    }

    @Test func readerThatHasSeenABarrierDoesNotGetItAgain() throws {
        var log = log()
        log.append(.resized(TerminalSize(clampingColumns: 100, rows: 30), by: "w"))
        guard case .frames(_, let next) = log.pull(from: log.join(at: nil).cursor, budget: 1) else {
            Issue.record("the reader was overtaken by nothing")
            return
        }
        #expect(texts(log.pull(from: next, budget: 1)) == [])
    }

    @Test(arguments: [(0, "oabcdef"), (2, "ocdef"), (5, "of")])
    func resumeInsideAnEntryGetsItsExactRemainder(offset: Int, expected: String) {
        var log = log()
        log.append(ByteBuffer(string: "abcdef"))
        log.seal()
        let join = log.join(at: at(UInt64(offset)))
        #expect(join.mode == .exact)
        #expect(texts(log.pull(from: join.cursor, budget: 100)) == [expected])
    }

    @Test func resumeAtTheEndIsExactAndGetsNothing() {
        var log = log()
        log.append(ByteBuffer(string: "abcdef"))
        log.seal()
        let join = log.join(at: at(6))
        #expect(join.mode == .exact)
        #expect(texts(log.pull(from: join.cursor, budget: 100)) == [])
    }

    @Test func resumeAtABarrierGetsTheBarrierAgain() {
        var log = log()
        log.append(ByteBuffer(string: "ab"))
        log.append(.ended(.exited(code: 0)))
        #expect(texts(log.pull(from: log.join(at: at(2)).cursor, budget: 100))?.count == 1)
    }

    @Test func positionThatCannotBeServedReanchors() {
        var log = log()
        log.append(ByteBuffer(repeating: 0x61, count: 2000))
        log.seal()
        #expect(log.tailOffset == 1000)
        #expect(log.join(at: at(999)).mode == .reanchor)
        #expect(log.join(at: at(1000)).mode == .exact)
        #expect(log.join(at: at(2000)).mode == .exact)
        #expect(log.join(at: at(2001)).mode == .reanchor)
        #expect(log.join(at: at(1500, epoch: 2)).mode == .reanchor)
        #expect(log.join(at: at(1500, epoch: 4)).mode == .reanchor)
    }

    @Test func readerWhoseBytesWereDroppedIsOvertakenAndNotHandedAGap() {
        var log = log()
        let cursor = log.join(at: nil).cursor
        log.append(ByteBuffer(repeating: 0x61, count: 1100))
        #expect(texts(log.pull(from: cursor, budget: 100)) == nil)
        #expect(log.rejoin().cursor.offset == 900)
    }

    @Test func logStaysWithinItsBytes() {
        var log = log()
        for _ in 0..<1000 { log.append(ByteBuffer(repeating: 0x61, count: 77)) }
        #expect(log.byteCount <= 1000)
        #expect(log.headOffset == 77_000)
    }

    @Test func manySmallEntriesAreMergedAndNotLost() {
        var log = log(entries: 100, entryBytes: 50)
        var expected = ""
        for number in 0..<300 {
            expected += "\(number % 10)"
            log.append(ByteBuffer(string: "\(number % 10)"))
            log.seal()
        }
        #expect(log.entryCount <= 100)
        #expect(log.tailOffset == 0)
        let all = texts(log.pull(from: log.join(at: at(0)).cursor, budget: 100_000))
        #expect(all?.map { $0.dropFirst() }.joined() == expected)
    }

    @Test func readerInTheMiddleOfWhatIsMergedGoesOnExactly() {
        var log = log(entries: 100, entryBytes: 50)
        for _ in 0..<80 {
            log.append(ByteBuffer(string: "x"))
            log.seal()
        }
        let cursor = log.head
        for _ in 0..<80 {
            log.append(ByteBuffer(string: "y"))
            log.seal()
        }
        let rest = texts(log.pull(from: cursor, budget: 100_000))?.map { $0.dropFirst() }.joined()
        #expect(rest == String(repeating: "y", count: 80))
    }

    @Test func manyBarriersAreBounded() {
        var log = log(entries: 100)
        for rows in 1...1000 { log.append(.resized(TerminalSize(clampingColumns: 80, rows: rows), by: "w")) }
        #expect(log.entryCount <= 100)
        let join = log.join(at: nil)
        let kept = texts(log.pull(from: join.cursor, budget: 100_000))
        #expect(kept?.first == "r80x\(join.startSize.rows + 1) w")
        #expect(kept?.last == "r80x1000 w")
    }

    @Test func joinKnowsTheSizeWhereItBegins() {
        var log = log()
        let wide = TerminalSize(clampingColumns: 100, rows: 30)
        log.append(ByteBuffer(string: "ab"))
        log.append(.resized(wide, by: "w"))
        log.append(ByteBuffer(string: "cd"))
        log.seal()
        #expect(log.join(at: nil).startSize == .standard)
        #expect(log.join(at: at(3)).startSize == wide)
        log.append(ByteBuffer(repeating: 0x61, count: 1000))
        #expect(log.join(at: nil).startSize == wide)
    }

    @Test func historyBeginsAtALine() {
        var log = log()
        for number in 0..<100 { log.append(ByteBuffer(string: "line \(number)\r\n")) }
        let (bytes, position) = log.lastBytes(95)
        #expect(String(buffer: bytes).hasPrefix("line 9"))
        #expect(bytes.readableBytes <= 95)
        #expect(position.offset == log.headOffset - UInt64(bytes.readableBytes))
    }

    @Test func historyWithoutLinesBeginsAtACharacter() {
        var log = log()
        log.append(ByteBuffer(string: String(repeating: "€", count: 300)))
        for maximum in 90...92 {
            #expect(log.lastBytes(maximum).bytes.readableBytes == 90)
        }
    }

    @Test func budgetIsReachedWithWholeFrames() {
        var log = log()
        log.append(ByteBuffer(repeating: 0x61, count: 500))
        #expect(texts(log.pull(from: log.join(at: nil).cursor, budget: 0))?.count == 1)
        #expect(texts(log.pull(from: log.join(at: nil).cursor, budget: 150))?.count == 2)
    }

    @Test func restartedLogIsEmptyAndNothingOfTheOldEpochIsServed() {
        var log = log()
        log.append(ByteBuffer(string: "ab"))
        log.seal()
        let cursor = log.join(at: nil).cursor
        log.restart(epoch: 4, size: .standard)
        #expect(log.headOffset == 0)
        #expect(texts(log.pull(from: cursor, budget: 1)) == nil)
        #expect(log.join(at: at(0)).mode == .reanchor)
    }
}
