import Testing

@testable import SessionCore

@Suite struct SessionRecordTests {
    /// Copies share their fields until one is changed: each setter must have made its record the only one.
    @Test func changeOfACopyLeavesTheOriginal() throws {
        let start = Timestamp(milliseconds: 1_000)
        let later = Timestamp(milliseconds: 2_000)
        let original = SessionRecord(
            key: SessionToken.random().key, handle: .random(), kind: .workspace, owner: .workspace(.random()),
            createdAt: start, idleDeadline: start, absoluteDeadline: start, payload: [1])
        let other = SessionRecord(
            key: SessionToken.random().key, handle: .random(), kind: .terminal, owner: .workspace(.random()),
            createdAt: later, idleDeadline: later, absoluteDeadline: later, payload: [2])
        let changes: [(inout SessionRecord) -> Void] = [
            { $0.key = other.key }, { $0.handle = other.handle }, { $0.kind = other.kind }, { $0.owner = other.owner },
            { $0.version = 2 }, { $0.createdAt = later }, { $0.authenticatedAt = later }, { $0.touchedAt = later },
            { $0.idleDeadline = later }, { $0.absoluteDeadline = later }, { $0.payload = other.payload },
        ]
        var all = original
        for change in changes {
            var copy = original
            change(&copy)
            #expect(copy != original)
            #expect(original.payload == [1] && original.version == 1 && original.createdAt == start)
            change(&all)
        }
        var expected = other
        expected.version = 2
        #expect(all == expected)
        #expect(all.hashValue == expected.hashValue)
        #expect("\(expected)".contains("version: 2"), "a failed test shows the fields")
    }
}
