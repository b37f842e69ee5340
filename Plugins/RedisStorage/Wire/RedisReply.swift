/// A reply of the server.
enum RedisReply: Sendable, Hashable {
    /// Bytes.
    case string([UInt8])
    /// A word such as `OK`.
    case status(String)
    /// A number.
    case integer(Int64)
    /// Replies in a row.
    case array([RedisReply])
    /// Nothing there.
    case null
    /// The server's words about what it did not do; they may repeat arguments, so they are not for logs or errors.
    case error(String)

    /// Whether the server did not do what it was told.
    var isError: Bool {
        if case .error = self { true } else { false }
    }
}
