import SQLiteStorage
import SQLiteStorageCrashProbe
import SessionCore
import TestSupport
import Testing

/// Two processes on one file that go through the same sessions from opposite ends: in each session one comes first, and
/// neither half undoes the other.
@Suite struct SQLiteStorageMeetingTests {
    private let start = CrashScript.start

    /// Scenario S45.
    @Test func commitAndTouchOfTwoProcessesBothHold() async throws {
        try await meet("touch") { store, key, _ in
            try await store.commit([7], for: key, expecting: 1, idleDeadline: nil, at: start)
        } then: { store, key, _, outcome in
            #expect(outcome == .committed(2))
            guard case .live(let record) = try await store.load(key, at: start) else {
                Issue.record("a session is gone")
                return
            }
            #expect(record.payload == [7])
            #expect(record.idleDeadline == start.advanced(by: .seconds(5_000)))
        }
    }

    /// Scenario S47.
    @Test func oneOfTwoRotationsOfTwoProcessesWins() async throws {
        try await meet("rotate") { store, key, number in
            let rotation = Rotation(to: CrashScript.session(number + 2_000).key)
            return try await store.rotate(key, with: rotation, expecting: 1, at: start)
        } then: { store, key, number, outcome in
            let theirs = try await store.load(CrashScript.session(number + 1_000).key, at: start)
            let ours = try await store.load(CrashScript.session(number + 2_000).key, at: start)
            #expect(try await store.load(key, at: start) == .gone(.superseded))
            let (winner, loser) = outcome == .rotated(2) ? (ours, theirs) : (theirs, ours)
            #expect(outcome == .rotated(2) || outcome == .gone(.superseded))
            #expect(loser == .absent)
            guard case .live(let record) = winner else {
                Issue.record("the session is under neither key")
                return
            }
            #expect(record.version == 2)
        }
    }

    /// Scenario S46.
    @Test func sweepAndCommitOfTwoProcessesLeaveNoHalf() async throws {
        let due = start.advanced(by: .seconds(901))
        try await meet("sweep") { store, key, _ in
            let later = start.advanced(by: .seconds(5_000))
            return try await store.commit([7], for: key, expecting: 1, idleDeadline: later, at: start)
        } then: { store, key, _, outcome in
            let found = try await store.load(key, at: due)
            if outcome == .committed(2), case .live(let record) = found {
                #expect(record.payload == [7])
            } else {
                #expect(outcome == .gone(.idle))
                #expect(found == .gone(.idle))
            }
        }
    }

    /// - Parameters:
    ///   - mode: what the other process does to the sessions 1 to 200.
    ///   - act: what this one does to each of them, from the last to the first.
    ///   - check: what holds once both have done.
    private func meet<Outcome>(
        _ mode: String, _ act: (SQLiteStorage, SessionKey, Int) async throws -> Outcome,
        then check: (SQLiteStorage, SessionKey, Int, Outcome) async throws -> Void
    ) async throws {
        let folder = try TemporaryDirectory("sqlite-storage")
        let store = try await Sample.open(folder)
        for number in 1...200 { _ = try await store.create(CrashScript.session(number)) }
        let probe = try ProbeProcess(mode, folder, level: .normal)
        let opened = probe.read()
        #expect(opened.starts(with: Array("open".utf8)))
        var outcomes: [(Int, Outcome)] = []
        for number in (1...200).reversed() {
            outcomes.append((number, try await act(store, CrashScript.session(number).key, number)))
        }
        let said = String(decoding: opened, as: UTF8.self) + probe.lines().joined(separator: "\n")
        #expect(said.contains("closed"), "\(said)")
        for (number, outcome) in outcomes {
            try await check(store, CrashScript.session(number).key, number, outcome)
        }
        try await store.close()
    }
}
