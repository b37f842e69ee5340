import SessionCore

/// The loops that a store's figures are compared with.
enum FloorKind: Sendable, Hashable {
    /// Cached pread at random, in so many threads.
    case fileRead(threads: Int)
    /// Appends, one by one or grouped from so many threads, synced or not.
    case fileAppend(threads: Int, synced: Bool)
    /// Point selects by integer key, in so many threads, with a memory map or without.
    case sqliteRead(threads: Int, mapped: Bool)
    /// Upserts, one a transaction or grouped from so many threads.
    case sqliteUpsert(threads: Int, full: Bool)
    /// A loop over hiredis: so many connections, so many commands in flight on each.
    case redisLoop(connections: Int, depth: Int, writes: Bool)
    /// The server's own tool, GET and SET.
    case redisBenchmark(connections: Int, depth: Int, writes: Bool)

    /// The name by which figures refer to it.
    var name: String {
        switch self {
        case .fileRead(let threads): "pread, cached, \(FloorKind.threads(threads))"
        case .fileAppend(1, let synced): synced ? "append + fdatasync, alone" : "append, no sync"
        case .fileAppend(let threads, let synced):
            "append\(synced ? " + fdatasync" : ""), \(threads) writers grouped"
        case .sqliteRead(let threads, let mapped):
            "SELECT by integer key\(mapped ? ", mmap" : ""), \(FloorKind.threads(threads))"
        case .sqliteUpsert(1, let full): "upsert a transaction, \(full ? "FULL" : "NORMAL")"
        case .sqliteUpsert(let threads, let full): "upsert, \(threads) writers grouped, \(full ? "FULL" : "NORMAL")"
        case .redisLoop(let connections, let depth, let writes):
            "hiredis loop, \(writes ? "SET" : "GET") -c \(connections) -P \(depth)"
        case .redisBenchmark(let connections, let depth, let writes):
            "redis-benchmark, \(writes ? "SET" : "GET") -c \(connections) -P \(depth)"
        }
    }

    /// The loop that stands in for a tool that could not be run.
    var substitute: FloorKind? {
        guard case .redisBenchmark(_, let depth, let writes) = self else { return nil }
        return .redisLoop(connections: depth > 1 ? 4 : 64, depth: depth > 1 ? 64 : 1, writes: writes)
    }

    private static func threads(_ count: Int) -> String {
        count == 1 ? "1 thread" : "\(count) threads"
    }

    /// All floors of a backend on a machine with so many processors.
    static func all(of backend: String, cores: Int) -> [FloorKind] {
        let writers = Limits.groupedWriters
        switch backend {
        case "file":
            return (cores > 1 ? [.fileRead(threads: 1), .fileRead(threads: cores)] : [.fileRead(threads: 1)]) + [
                .fileAppend(threads: 1, synced: true), .fileAppend(threads: writers, synced: true),
                .fileAppend(threads: 1, synced: false),
            ]
        case "sqlite":
            let reads = cores > 1 ? [1, cores] : [1]
            return reads.flatMap {
                [FloorKind.sqliteRead(threads: $0, mapped: false), .sqliteRead(threads: $0, mapped: true)]
            } + [
                .sqliteUpsert(threads: 1, full: false), .sqliteUpsert(threads: 1, full: true),
                .sqliteUpsert(threads: writers, full: false), .sqliteUpsert(threads: writers, full: true),
            ]
        case "redis":
            return [false, true].flatMap { writes in
                [
                    FloorKind.redisBenchmark(connections: 64, depth: 1, writes: writes),
                    .redisBenchmark(connections: 50, depth: 16, writes: writes),
                    .redisLoop(connections: 1, depth: 1, writes: writes),
                    .redisLoop(connections: 64, depth: 1, writes: writes),
                    .redisLoop(connections: 4, depth: 64, writes: writes),
                ]
            }
        default: return []
        }
    }

    /// The floor that a figure is compared with, or nothing where none does the same.
    static func fit(
        for operation: BenchOperation, on backend: String, _ durability: Durability, callers: Int, cores: Int
    ) -> FloorKind? {
        let threads = callers > 1 ? cores : 1
        let isFull = durability == .full
        let writers = callers > 1 ? Limits.groupedWriters : 1
        // A mix does what no floor does; beside a sweep, loads are measured.
        guard operation != .list, operation.isSingle || operation == .sweep else { return nil }
        switch (backend, operation) {
        case ("file", .sweep), ("file", .load): return .fileRead(threads: threads)
        case ("file", _): return .fileAppend(threads: isFull ? writers : 1, synced: isFull)
        case ("sqlite", .sweep), ("sqlite", .load): return .sqliteRead(threads: threads, mapped: false)
        case ("sqlite", _): return .sqliteUpsert(threads: writers, full: isFull)
        case ("redis", _):
            let isWrite = operation.isWrite
            if callers == 1 { return .redisLoop(connections: 1, depth: 1, writes: isWrite) }
            return callers < 128
                ? .redisBenchmark(connections: 64, depth: 1, writes: isWrite)
                : .redisBenchmark(connections: 50, depth: 16, writes: isWrite)
        default: return nil
        }
    }
}
