import Logging
import SessionCore
import SessionTesting
import TestSupport
import Testing

@testable import RedisStorage

@Suite struct RedisStorageConformanceTests {
    @Test(arguments: StorageConformance.cases(for: StorageDriver.redis.abilities))
    func keeps(_ promise: StorageConformance) async throws {
        let prefix = "case-\(SessionHandle.random()):"
        let server = try await SharedServer.value()
        await promise.check(scale: .small) { namespace in
            try await Sample.open(server, prefix: prefix, namespace: namespace)
        }
    }
}
