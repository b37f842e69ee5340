import CFloors
import SessionCore

/// Runs floors in a folder of their own, on the disk of the stores they are compared with.
struct FloorRunner: Sendable {
    let plan: BenchPlan
    let folder: String
    let redis: RedisAddress?
    /// What nothing else on a Redis server is called.
    let mark: String
    var seconds = Limits.floorSeconds

    /// Runs a floor and answers what it reached, or why it could not run.
    func run(_ kind: FloorKind, of backend: String) -> FloorFigure {
        if case .redisBenchmark(let connections, let depth, let writes) = kind {
            return RedisBenchmark(address: redis, size: plan.size)
                .run(connections: connections, depth: depth, writes: writes, seconds: seconds, as: kind.name)
        }
        var result = floors_result()
        if case .redisLoop(let connections, let depth, let writes) = kind {
            guard let redis, !redis.isEncrypted else {
                return FloorFigure(kind.name, of: backend, reason: "the loop speaks no TLS")
            }
            redis.lend { server in
                floors_redis_run(
                    server, mark, shape(1), Int32(connections), Int32(depth), writes ? 1 : 0, &result)
            }
        } else {
            runLocal(kind, &result)
        }
        let message = FloorRunner.message(of: result)
        guard message.isEmpty, result.operations > 0, result.nanoseconds > 0 else {
            return FloorFigure(kind.name, of: backend, reason: message.isEmpty ? "no operation was done" : message)
        }
        let speed = Double(result.operations) * 1e9 / Double(result.nanoseconds)
        return FloorFigure(kind.name, of: backend, perSecond: speed)
    }

    private func runLocal(_ kind: FloorKind, _ result: inout floors_result) {
        let table = folder + "/floor.db"
        switch kind {
        case .fileRead(let threads): floors_file_read(folder + "/floor.read", shape(threads), &result)
        case .fileAppend(let threads, let synced):
            floors_file_append(folder + "/floor.append", shape(threads), synced ? 1 : 0, &result)
        case .sqliteRead(let threads, let mapped):
            let room = Int64(records) * Int64(plan.size) * 4
            floors_sqlite_read(table, shape(threads), mapped ? room : 0, &result)
        case .sqliteUpsert(let threads, let full): floors_sqlite_upsert(table, shape(threads), full ? 1 : 0, &result)
        case .redisLoop, .redisBenchmark: break
        }
    }

    /// As many records as the largest store of the plan has sessions.
    private var records: Int { plan.sessions.max() ?? 1 }

    private func shape(_ threads: Int) -> floors_shape {
        floors_shape(
            records: UInt64(records), size: UInt64(plan.size), threads: Int32(threads), seconds: seconds,
            seed: plan.seed)
    }

    static func message(of result: floors_result) -> String {
        withUnsafeBytes(of: result.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
