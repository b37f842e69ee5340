import SessionCore
import Testing

@Suite struct TimestampTests {
    @Test func durationsKeepTheirMilliseconds() {
        let start = Timestamp(milliseconds: 1_000)
        #expect(start.advanced(by: .milliseconds(1_250)).milliseconds == 2_250)
        #expect(start.advanced(by: .seconds(-2)).milliseconds == -1_000)
        #expect(Timestamp(milliseconds: 5_500).since(start) == .milliseconds(4_500))
    }

    @Test func neverStaysNeverAndOverflowBecomesIt() {
        #expect(Timestamp.never.advanced(by: .seconds(-1)) == .never)
        #expect(Timestamp(milliseconds: .max - 1).advanced(by: .seconds(1)) == .never)
        #expect(Timestamp(milliseconds: 0).advanced(by: .seconds(Int64.max)) == .never)
    }

    @Test func aRecordIsGoneAtTheVeryMillisecondOfItsDeadline() {
        let record = SessionRecord(
            key: SessionToken.random().key, handle: .random(), kind: .workspace, owner: .workspace(.random()),
            createdAt: Timestamp(milliseconds: 0), idleDeadline: Timestamp(milliseconds: 10),
            absoluteDeadline: Timestamp(milliseconds: 20), payload: [])
        #expect(record.expiry(at: Timestamp(milliseconds: 9)) == nil)
        #expect(record.expiry(at: Timestamp(milliseconds: 10)) == .idle)
        #expect(record.expiry(at: Timestamp(milliseconds: 20)) == .absolute)
        #expect(record.deadline == Timestamp(milliseconds: 10))
    }

    @Test(arguments: [
        ("500ms", 500), ("30s", 30_000), ("15m", 900_000), ("12h", 43_200_000), ("7d", 604_800_000), ("0s", 0),
    ])
    func durationsAreRead(_ text: String, _ milliseconds: Int64) {
        #expect(SettingDuration(text)?.duration == .milliseconds(milliseconds))
    }

    @Test(arguments: ["", "7", "d", "-1s", "+1s", "1.5h", "1 h", "1w", "٣s", "9999999999999d", "100001d", "Never"])
    func otherTextsAreNoDurations(_ text: String) {
        #expect(SettingDuration(text) == nil)
    }

    @Test(arguments: [("0", 0), ("512B", 512), ("64KiB", 65_536), ("4MiB", 4_194_304), ("1GiB", 1 << 30)])
    func sizesAreRead(_ text: String, _ bytes: Int) {
        #expect(SettingSize(text)?.bytes == bytes)
    }

    @Test(arguments: ["", "KiB", "-1", "4MB", "4mib", "2000GiB", "99999999999999"])
    func otherTextsAreNoSizes(_ text: String) {
        #expect(SettingSize(text) == nil)
    }
}
