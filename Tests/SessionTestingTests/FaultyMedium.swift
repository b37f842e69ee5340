import SessionCore
import SessionTesting
import Synchronization

/// What faulty stores of several namespaces keep their sessions on. It survives them.
final class FaultyMedium: Sendable {
    let fault: Fault?
    private let worlds = Mutex<[Namespace: FaultyWorld]>([:])

    init(_ fault: Fault?) {
        self.fault = fault
    }

    func open(_ namespace: Namespace) -> FaultyStorage {
        FaultyStorage(medium: self, namespace: fault == .sharesNamespaces ? .standard : namespace)
    }

    func with<Value>(
        _ namespace: Namespace, at now: Timestamp?, _ body: (inout FaultyWorld) throws(StorageError) -> Value
    ) throws(StorageError) -> Value {
        try worlds.withLock { worlds throws(StorageError) in
            if let now { worlds[namespace, default: FaultyWorld(fault: fault)].now = now }
            return try body(&worlds[namespace, default: FaultyWorld(fault: fault)])
        }
    }

    /// The same sessions in a new table, without the epochs.
    func forgetEpochs(_ namespace: Namespace) {
        worlds.withLock { worlds in
            var table = SessionTable()
            for (key, entry) in worlds[namespace]?.entries ?? .init() {
                switch entry {
                case .live(let record): table.apply(.stored(record))
                case .ended(let tombstone): table.apply(.ended(key, tombstone))
                }
            }
            worlds[namespace]?.startOver(table)
        }
    }

    func forgetEvents(_ namespace: Namespace) {
        worlds.withLock { $0[namespace]?.feed = SessionFeed() }
    }

    func forgetTokens(_ namespace: Namespace) {
        worlds.withLock { $0[namespace]?.leases = LeaseTable() }
    }
}
