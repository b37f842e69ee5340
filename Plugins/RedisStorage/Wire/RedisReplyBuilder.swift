import CHiredis

/// Takes the pieces of one reply from hiredis' reader, in the order they stand in it.
///
/// The reader asks for an object for each piece and hands it back as the parent of others; here each gets the same
/// address, and the pieces lie in a row. So nothing is made that is not part of the result, and an array's announced
/// length reserves nothing.
final class RedisReplyBuilder {
    private enum Piece {
        case value(RedisReply)
        case array(Int)
    }

    private var pieces: [Piece] = []
    /// The bytes of the pieces so far.
    private(set) var byteCount = 0
    /// Why the reply was given up.
    private(set) var error: RedisProtocolError?

    private func append(_ piece: Piece, bytes: Int) -> UnsafeMutableRawPointer? {
        byteCount += bytes
        guard pieces.count < Limits.replyElements, byteCount <= Limits.replyBytes else {
            error = .tooLarge
            return nil
        }
        pieces.append(piece)
        return Unmanaged.passUnretained(self).toOpaque()
    }

    /// The reply that the pieces are, and an empty builder for the next one.
    func finish() -> RedisReply? {
        defer {
            pieces.removeAll(keepingCapacity: pieces.capacity <= 1_024)
            byteCount = 0
        }
        if pieces.count == 1, case .value(let reply) = pieces[0] { return reply }
        var index = 0
        return reply(at: &index)
    }

    /// The depth is bounded by the reader's.
    private func reply(at index: inout Int) -> RedisReply? {
        guard index < pieces.count else { return nil }
        let piece = pieces[index]
        index += 1
        switch piece {
        case .value(let reply): return reply
        case .array(let count):
            var elements: [RedisReply] = []
            elements.reserveCapacity(min(count, pieces.count - index))
            for _ in 0..<count {
                guard let element = reply(at: &index) else { return nil }
                elements.append(element)
            }
            return .array(elements)
        }
    }

    private static func builder(of task: UnsafePointer<redisReadTask>?) -> RedisReplyBuilder? {
        guard let builder = task?.pointee.privdata else { return nil }
        return Unmanaged<RedisReplyBuilder>.fromOpaque(builder).takeUnretainedValue()
    }

    private static func string(
        _ task: UnsafePointer<redisReadTask>?, _ start: UnsafeMutablePointer<CChar>?, _ count: Int
    ) -> UnsafeMutableRawPointer? {
        guard let task, let builder = builder(of: task) else { return nil }
        let bytes = UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
        let value: RedisReply =
            switch task.pointee.type {
            case REDIS_REPLY_STRING: .string([UInt8](bytes))
            case REDIS_REPLY_STATUS: .status(String(decoding: bytes.prefix(Limits.statusBytes), as: UTF8.self))
            default: .error(String(decoding: bytes.prefix(Limits.statusBytes), as: UTF8.self))
            }
        return builder.append(.value(value), bytes: bytes.count)
    }

    /// What hiredis' reader calls for each piece.
    ///
    /// It keeps the address for as long as it lives, so the table is made once and never freed.
    // Reason: written once before anyone can see it, only read after that.
    nonisolated(unsafe) static let functions: UnsafeMutablePointer<redisReplyObjectFunctions> = {
        let functions = UnsafeMutablePointer<redisReplyObjectFunctions>.allocate(capacity: 1)
        functions.initialize(
            to: redisReplyObjectFunctions(
                createString: { RedisReplyBuilder.string($0, $1, $2) },
                createArray: { task, count in
                    RedisReplyBuilder.builder(of: task)?.append(.array(Int(max(count, 0))), bytes: 0)
                },
                createInteger: { task, number in
                    RedisReplyBuilder.builder(of: task)?.append(.value(.integer(number)), bytes: 8)
                },
                createNil: { task in RedisReplyBuilder.builder(of: task)?.append(.value(.null), bytes: 0) },
                freeObject: { _ in }))
        return functions
    }()
}
