import CFloors

extension RedisAddress {
    /// Lends the address to C for the time of a call.
    func lend<Answer>(_ body: (UnsafePointer<floors_redis>) -> Answer) -> Answer {
        RedisAddress.lend(host ?? "127.0.0.1") { host in
            RedisAddress.lend(socket) { socket in
                RedisAddress.lend(user) { user in
                    RedisAddress.lend(password) { password in
                        var server = floors_redis(
                            host: host, port: Int32(port), socket: socket, user: user, password: password,
                            database: Int32(database))
                        return body(&server)
                    }
                }
            }
        }
    }

    /// Removes every key with a part in its name; answers how many, or why it could not.
    package func removeKeys(with part: String) -> Result<UInt64, BenchFailure> {
        guard !isEncrypted else {
            return .failure(BenchFailure("the keys were not removed, for that speaks no TLS; they end after 31 days"))
        }
        var result = floors_result()
        lend { floors_redis_remove($0, part, &result) }
        let message = FloorRunner.message(of: result)
        return message.isEmpty ? .success(result.operations) : .failure(BenchFailure(message))
    }

    /// Why the server cannot be reached, or nothing.
    var obstacle: String? {
        var result = floors_result()
        lend { floors_redis_reach($0, &result) }
        let message = FloorRunner.message(of: result)
        return message.isEmpty ? nil : message
    }

    /// Whether the server answers.
    package var answers: Bool { obstacle == nil }

    private static func lend<Answer>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Answer) -> Answer {
        guard let text else { return body(nil) }
        return text.withCString { body($0) }
    }
}
