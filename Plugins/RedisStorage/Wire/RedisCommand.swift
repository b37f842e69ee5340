import SessionCore

/// One command, encoded once as the server reads it.
struct RedisCommand: Sendable {
    /// The command in the server's protocol: the number of arguments, then each with its length.
    let bytes: [UInt8]
    /// Whether it may change something: if its reply is lost the outcome is unknown, where a read has merely failed.
    var isWrite: Bool

    /// Encodes a command, whose name is the first argument.
    init(_ arguments: RedisArgument..., isWrite: Bool = true) {
        self.init(arguments: arguments, isWrite: isWrite)
    }

    /// Encodes a command, whose name is the first argument.
    init(arguments: [RedisArgument], isWrite: Bool = true) {
        var encoder = RedisEncoder(count: arguments.count, bytes: arguments.reduce(0) { $0 + $1.roughByteCount })
        for argument in arguments { encoder.append(argument) }
        bytes = encoder.bytes
        self.isWrite = isWrite
    }

    /// Encodes `EVALSHA` or one of its relatives without an array in between.
    init(
        _ name: StaticString, script: [UInt8], keys: [RedisArgument], arguments: [RedisArgument], isWrite: Bool
    ) {
        let rough = (keys.reduce(0) { $0 + $1.roughByteCount }) + (arguments.reduce(0) { $0 + $1.roughByteCount })
        var encoder = RedisEncoder(count: 3 + keys.count + arguments.count, bytes: rough + script.count + 64)
        encoder.append(name)
        encoder.append(.bytes(script))
        encoder.append(.integer(Int64(keys.count)))
        for key in keys { encoder.append(key) }
        for argument in arguments { encoder.append(argument) }
        bytes = encoder.bytes
        self.isWrite = isWrite
    }
}
