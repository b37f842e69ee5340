/// A server that does not keep to the protocol; its connection cannot be used any more.
enum RedisProtocolError: Error {
    /// It said what no reply can be.
    case unreadable
    /// A reply has more bytes or elements than any of ours can have.
    case tooLarge
    /// It answered what nobody had asked.
    case unasked
}
