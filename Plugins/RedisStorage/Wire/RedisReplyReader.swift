import CHiredis
import SessionCore

/// Turns what a server sends into replies: hiredis' reader, which hands each piece straight to a builder of ours.
///
/// It holds one reply at a time and is bounded: a reply with too many bytes or elements is an error, and so is one that
/// is nested deeper than the seven levels the reader knows. After an error it must be thrown away.
struct RedisReplyReader: ~Copyable {
    private let reader: UnsafeMutablePointer<redisReader>
    private let builder = RedisReplyBuilder()

    init() throws(RedisProtocolError) {
        guard let reader = redisReaderCreateWithFunctions(RedisReplyBuilder.functions) else { throw .unreadable }
        self.reader = reader
        reader.pointee.privdata = Unmanaged.passUnretained(builder).toOpaque()
    }

    deinit {
        redisReaderFree(reader)
    }

    /// Takes what has come from the server.
    mutating func feed(_ bytes: UnsafeRawBufferPointer) throws(RedisProtocolError) {
        guard let start = bytes.baseAddress else { return }
        guard redisReaderFeed(reader, start.assumingMemoryBound(to: CChar.self), bytes.count) == REDIS_OK else {
            throw .unreadable
        }
    }

    /// The next whole reply, or nothing when more must come.
    mutating func next() throws(RedisProtocolError) -> RedisReply? {
        var object: UnsafeMutableRawPointer?
        let result = redisReaderGetReply(reader, &object)
        if let error = builder.error { throw error }
        guard result == REDIS_OK else { throw .unreadable }
        let waiting = reader.pointee.len - reader.pointee.pos
        guard object != nil else {
            guard waiting + builder.byteCount <= Limits.replyBytes else { throw .tooLarge }
            return nil
        }
        guard let reply = builder.finish() else { throw .unreadable }
        return reply
    }
}
