import SessionCore

/// One argument of a command.
enum RedisArgument: Sendable {
    /// Text in UTF-8.
    case text(String)
    /// Bytes as they are.
    case bytes([UInt8])
    /// A number in decimal digits.
    case integer(Int64)
    /// The key of a session, as 64 lowercase hexadecimal digits.
    case key(SessionKey)
    /// Bytes, and the key of a session behind them as 64 lowercase hexadecimal digits: the name of a record.
    case keyed([UInt8], SessionKey)
}
