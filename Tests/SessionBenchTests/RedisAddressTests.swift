import SessionBench
import Testing

@Suite struct RedisAddressTests {
    @Test func thePartsOfAURLAreFound() throws {
        let full = try #require(RedisAddress("rediss://me:secret@example.org:7000/3"))
        #expect(full.host == "example.org" && full.port == 7000 && full.database == 3)
        #expect(full.user == "me" && full.password == "secret" && full.isEncrypted)
        let plain = try #require(RedisAddress("redis://127.0.0.1"))
        #expect(plain.port == 6379 && plain.database == 0 && plain.user == nil && !plain.isEncrypted)
        let socket = try #require(RedisAddress("unix:///run/redis.sock?db=2"))
        #expect(socket.socket == "/run/redis.sock" && socket.database == 2 && socket.host == nil)
        #expect(RedisAddress("http://example.org") == nil)
    }
}
