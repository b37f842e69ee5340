import SessionBench
import Testing

/// What the bench refuses to remove from a server.
@Suite struct RedisCleaningTests {
    @Test(arguments: ["", "short", "bench-*********"])
    func aPartThatWouldMeetForeignKeysIsRefused(_ part: String) throws {
        let address = try #require(RedisAddress("redis://127.0.0.1:1/0"))
        guard case .failure(let failure) = address.removeKeys(with: part) else {
            Issue.record("'\(part)' was taken")
            return
        }
        #expect(failure.description.contains("pattern"), "\(failure)")
    }
}
