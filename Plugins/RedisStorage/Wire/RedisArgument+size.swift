import SessionCore

extension RedisArgument {
    /// About how many bytes it takes in a command, never less than it does.
    var roughByteCount: Int {
        let frame = 24
        return switch self {
        case .text(let text): text.utf8.count + frame
        case .bytes(let bytes): bytes.count + frame
        case .integer: 20 + frame
        case .key: 2 * SessionKey.byteCount + frame
        case .keyed(let prefix, _): prefix.count + 2 * SessionKey.byteCount + frame
        }
    }
}
