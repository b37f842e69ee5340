import SessionCore
import SessionTesting
import Synchronization
import Testing

@testable import FileStorage

/// An epoch counts for whatever is decided behind it, and shows once it is in the log.
@Suite struct FileStorageEpochOrderTests {
    private let owner = Sample.session(1).owner
    private let later = Sample.start.advanced(by: .seconds(1))

    /// A board with one session in the log, and the principal's epoch on its way there.
    private func raised(from before: Timestamp? = nil) throws -> Board {
        var table = SessionTable()
        if let before { table.apply(.epochRaised(owner, to: before)) }
        var record = Sample.session(1)
        record.authenticatedAt = Sample.start
        table.apply(.stored(record))
        var board = Board(table, durability: .full)
        let entry = board.write(
            at: later, isTrimming: false,
            { [owner, later] table throws(StorageError) in table.raiseEpoch(of: owner, to: later) },
            waiter: { _ in { _ in } })
        #expect(entry.answer == nil, "nobody is told before it is in the log")
        return board
    }

    private func create(_ number: Int, on board: inout Board) -> CreateOutcome? {
        let told = Mutex<CreateOutcome?>(nil)
        let entry = board.write(
            at: later, isTrimming: false, { table throws(StorageError) in try table.create(Sample.session(number)) },
            waiter: { outcome in
                told.withLock { $0 = outcome }
                return { _ in }
            })
        if case .success(let outcome)? = entry.answer { return outcome }
        return told.withLock { $0 }
    }

    private func load(on board: Board) throws -> LoadOutcome? {
        try board.answer(Sample.key(1)) { [later] in $0.table.load(Sample.key(1), at: later) }?.get()
    }

    private func isLive(_ outcome: LoadOutcome?) -> Bool {
        if case .live = outcome { true } else { false }
    }

    @Test func whatIsDecidedBehindAnEpochSeesIt() throws {
        var board = try raised()
        #expect(create(2, on: &board) == .gone(.revoked))
    }

    @Test func readersWaitUntilTheEpochIsInTheLog() throws {
        var board = try raised()
        #expect(try load(on: board) == nil, "the session may have ended, and nobody may be told yet")
        _ = board.take()
        #expect(try load(on: board) == nil)
        _ = board.succeed(bytes: 0)
        #expect(try load(on: board) == .gone(.revoked))
    }

    @Test(arguments: [nil, Sample.start.advanced(by: .seconds(-1))], [false, true])
    func epochThatWasNotWrittenIsLoweredAgain(_ before: Timestamp?, _ isWriting: Bool) throws {
        var board = try raised(from: before)
        if isWriting { _ = board.take() }
        _ = board.undo()
        #expect(board.table.epochs[owner] == before)
        #expect(try isLive(load(on: board)))
        #expect(create(2, on: &board) == .created)
        let kept = board.liveBytes
        #expect(kept == Board(board.table, durability: .full).liveBytes)
    }

    @Test func epochBehindOneThatIsBeingWrittenIsUndoneAlone() throws {
        var board = try raised()
        _ = board.take()
        let latest = later.advanced(by: .seconds(1))
        board.submit([.epochRaised(owner, to: latest)], at: latest)
        _ = board.undoFilling()
        #expect(board.table.epochs[owner] == later)
        #expect(try load(on: board) == nil, "the first one is under way still")
        _ = board.succeed(bytes: 0)
        #expect(try load(on: board) == .gone(.revoked))
    }

    @Test func nothingIsSaidOfASessionWhoseEpochMayBeOnTheDisk() throws {
        var board = try raised()
        _ = board.take()
        _ = board.leaveUnknown(bytes: 0)
        #expect(throws: StorageError.self) { try load(on: board) }
        board.becomeCertain(bytes: 0)
        #expect(try load(on: board) == .gone(.revoked))
    }

    @Test(arguments: [7_523_407_932_986_708_818, 1_268_788_459_061_323_934] as [UInt64])
    func interleavedListsHaveAnOrder(seed: UInt64) async throws {
        let folder = try TemporaryFolder()
        let promise = try #require(
            StorageConformance.cases(for: StorageDriver.file.abilities).first {
                $0.name == "interleavedListsHaveAnOrder"
            })
        await promise.check(scale: ConformanceScale(seed: seed)) { namespace in
            try await FileStorage.open(
                path: folder.path, namespace: namespace, durability: .normal, logger: Sample.logger)
        }
    }
}
