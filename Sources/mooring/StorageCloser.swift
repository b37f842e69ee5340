import ServiceLifecycle
import SessionCore

/// Closes the store when everything that uses it has stopped.
struct StorageCloser: Service {
    private let storage: any SessionStorage

    init(_ storage: any SessionStorage) {
        self.storage = storage
    }

    func run() async throws {
        try? await gracefulShutdown()
        try await (storage as? any ClosableStorage)?.close()
    }
}
