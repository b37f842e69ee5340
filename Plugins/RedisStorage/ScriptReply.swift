import SessionCore

/// The reply of a script, as its parts.
struct ScriptReply {
    private let parts: [RedisReply]

    /// Takes a reply that must be a list; throws `corrupt` where the script met what it could not read.
    init(_ reply: RedisReply) throws(StorageError) {
        switch reply {
        case .array(let parts): self.parts = parts
        case .error(let text): throw ScriptReply.failure(text)
        default: throw ScriptReply.strange
        }
    }

    var count: Int { parts.count }

    func bytes(_ index: Int) throws(StorageError) -> [UInt8] {
        guard parts.indices.contains(index), case .string(let bytes) = parts[index] else { throw ScriptReply.strange }
        return bytes
    }

    /// The first part as one character: what became of the call.
    func outcome() throws(StorageError) -> Character {
        guard let first = try bytes(0).first else { throw ScriptReply.strange }
        return Character(Unicode.Scalar(first))
    }

    func text(_ index: Int) throws(StorageError) -> String {
        guard let text = String(validating: try bytes(index), as: UTF8.self) else { throw ScriptReply.strange }
        return text
    }

    func integer(_ index: Int) throws(StorageError) -> Int {
        guard parts.indices.contains(index), case .integer(let number) = parts[index] else { throw ScriptReply.strange }
        return Int(number)
    }

    func list(_ index: Int) throws(StorageError) -> [RedisReply] {
        guard parts.indices.contains(index), case .array(let list) = parts[index] else { throw ScriptReply.strange }
        return list
    }

    func reason(_ index: Int) throws(StorageError) -> EndReason {
        guard let reason = try bytes(index).first.flatMap({ EndReason(letter: $0) }) else { throw ScriptReply.strange }
        return reason
    }

    func instant(_ index: Int) throws(StorageError) -> Timestamp {
        guard let instant = FixedNumber.instant(try bytes(index)) else { throw ScriptReply.strange }
        return instant
    }

    func key(_ index: Int) throws(StorageError) -> SessionKey {
        guard let key = SessionKey(hexadecimal: try text(index)) else { throw ScriptReply.strange }
        return key
    }

    /// What an error of the server means that the connection did not name.
    static func failure(_ text: String) -> StorageError {
        guard text.hasPrefix("DAMAGED ") else { return RedisServerError.unexpected(text) }
        let what = text.dropFirst("DAMAGED ".count).prefix { $0 != "\r" && $0 != "\n" }
        return StorageError(.corrupt, "in Redis, \(what); delete its key when it is of no more use")
    }

    static let strange = StorageError(
        .corrupt, "Redis answered in a form that no script of ours gives; is another program writing under the prefix?")
}
