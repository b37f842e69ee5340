import Logging
public import SessionCore

extension StorageDriver {
    /// Keeps sessions in the Redis server named by the setting `url`.
    public static let redis = StorageDriver(
        "redis",
        keys: RedisSettings.keys,
        abilities: [
            .principalIndex, .sweepable, .exportable, .healthCheckable, .changeFeed, .leaseKeeper, .persistent,
        ],
        guarantees: [
            .full: "An acknowledged write is on the server's disk: it must have appendonly yes and appendfsync always, "
                + "or it is refused at start. A failover may lose it, unless wait-replicas is set.",
            .normal: "An acknowledged write was carried out by the server: it survives the end of this process. "
                + "What the server keeps when it ends itself follows its appendonly and save.",
            .none: "As normal: Redis has no cheaper level.",
        ]
    ) { environment throws(StorageError) in
        try await RedisStorage.open(environment)
    }
}

extension RedisStorage {
    /// Connects, asks the server what it keeps, and refuses one that cannot give the durability asked for.
    static func open(_ environment: StorageDriver.Environment) async throws(StorageError) -> RedisStorage {
        let settings = try RedisSettings(environment)
        let client = try await RedisClient.connect(settings, logger: environment.logger)
        do throws(StorageError) {
            let facts = try await client.facts()
            for warning in facts.warnings {
                environment.logger.warning("Redis puts sessions at risk", metadata: ["reason": "it \(warning)"])
            }
            environment.logger.info(
                "Sessions are kept in Redis", metadata: ["facts": .dictionary(facts.byName.mapValues { .string($0) })])
            if environment.durability == .full { try checkFull(facts) }
            if let replication = settings.replication {
                try await check(replication, below: settings.prefix, of: client, logger: environment.logger)
            }
        } catch {
            await client.close()
            throw error
        }
        return RedisStorage(
            client: client, prefix: settings.prefix, namespace: environment.namespace, logger: environment.logger)
    }

    /// Refuses a server that cannot tell of its replicas, and warns of one that has too few now.
    private static func check(
        _ replication: RedisReplication, below prefix: String, of client: RedisClient, logger: Logger
    ) async throws(StorageError) {
        guard case .integer? = try await client.answer(replication.mark(below: prefix)) else {
            throw StorageError(
                .misconfigured,
                "the setting redis.wait-replicas needs a user who may call PUBLISH on one channel; add "
                    + "+publish &\(prefix)wait to its rights at Redis")
        }
        let reply = try await client.call(replication.command)
        guard case .integer = reply else {
            throw StorageError(
                .misconfigured,
                "the setting redis.wait-replicas needs a primary whose user may call WAIT; this server does not take it"
            )
        }
        if let shortfall = replication.shortfall(reply) {
            logger.warning("Redis has too few replicas", metadata: ["reason": .string(shortfall.message)])
        }
    }

    private static func checkFull(_ facts: RedisServerFacts) throws(StorageError) {
        guard facts.appendOnly == true, facts.appendSync == "always" else {
            throw StorageError(
                .misconfigured,
                "durability full needs a Redis with appendonly yes and appendfsync always, which a user who may read "
                    + "INFO and CONFIG can see; set them, or choose durability normal")
        }
    }
}
