import SQLiteStorage
import SQLiteStorageCrashProbe
import SessionCore
import TestSupport
import Testing

/// Scenario S50: processes, and stores of one process, on one file.
@Suite(.serialized) struct SQLiteStorageSharingTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory("sqlite-storage")
    }

    @Test func noAdditionOfThreeProcessesIsLost() async throws {
        let store = try await Sample.open(folder)
        _ = try await store.create(CrashScript.session(0))
        _ = try await store.commit(
            [0], for: CrashScript.session(0).key, expecting: 1, idleDeadline: nil, at: CrashScript.start)
        let probes = try (0..<3).map { _ in try ProbeProcess("count", folder, level: .normal) }
        for probe in probes { #expect(probe.lines().map(String.init) == ["open", "counted", "closed"]) }
        guard case .live(let record) = try await store.load(CrashScript.session(0).key, at: CrashScript.start) else {
            Issue.record("the session is gone")
            return
        }
        #expect(record.payload == [UInt8(600 & 255), UInt8(600 >> 8)])
        #expect(record.version == 602, "versions rise by one for each addition")
        try await store.close()
    }

    /// Scenario S41: what another process has ended stays ended, whatever is in flight here.
    @Test func sessionsThatAnotherProcessEndsStayEnded() async throws {
        let store = try await Sample.open(folder)
        for number in 1...200 { _ = try await store.create(CrashScript.session(number)) }
        let probe = try ProbeProcess("revoke", folder, level: .normal)
        let deadline = Deadline.after(.seconds(60))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...200 {
                group.addTask {
                    let key = CrashScript.session(number).key
                    var version: UInt64 = 1
                    while !deadline.hasPassed {
                        let outcome = try await store.commit(
                            [1], for: key, expecting: version, idleDeadline: nil, at: CrashScript.start)
                        guard case .committed(let next) = outcome else {
                            #expect(outcome == .gone(.loggedOut))
                            #expect(try await store.load(key, at: CrashScript.start) == .gone(.loggedOut))
                            return
                        }
                        version = next
                    }
                    Issue.record("the other process got no turn to end session \(number)")
                }
            }
            try await group.waitForAll()
        }
        #expect(probe.lines().last.map(String.init) == "closed")
        var ended = 0
        var position = FeedPosition.start
        while case let page = try await store.events(after: position, limit: 100), !page.events.isEmpty {
            for event in page.events where event.change == .ended(.loggedOut) { ended += 1 }
            position = page.next
        }
        #expect(ended == 200, "each ended once")
        try await store.close()
    }

    @Test func storesOfOneProcessSeeEachOthersWritesAtOnce() async throws {
        let first = try await Sample.open(folder)
        let second = try await Sample.open(folder)
        for number in 0..<50 {
            let (writer, reader) = number.isMultiple(of: 2) ? (first, second) : (second, first)
            #expect(try await writer.create(Sample.session(number)) == .created)
            #expect(try await reader.payload(number) == [1, 2, 3])
            #expect(try await reader.commit([9], to: number, expecting: 1) == .committed(2))
            #expect(try await writer.payload(number) == [9])
        }
        try await first.close()
        #expect(try await second.payload(0) == [9])
        try await second.close()
    }
}
