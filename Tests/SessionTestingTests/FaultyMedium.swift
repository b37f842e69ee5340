import SessionCore
import SessionTesting
import Synchronization

/// What faulty stores of several namespaces keep their sessions on. It survives them.
final class FaultyMedium: Sendable {
    let fault: Fault?
    private let tables = Mutex<[Namespace: SessionTable]>([:])

    init(_ fault: Fault?) {
        self.fault = fault
    }

    func open(_ namespace: Namespace) -> FaultyStorage {
        FaultyStorage(medium: self, namespace: fault == .sharesNamespaces ? .standard : namespace)
    }

    func with<Value>(
        _ namespace: Namespace, _ body: (inout SessionTable) throws(StorageError) -> Value
    ) throws(StorageError) -> Value {
        try tables.withLock { tables throws(StorageError) in try body(&tables[namespace, default: SessionTable()]) }
    }

    /// The same sessions in a new table, without the epochs.
    func forgetEpochs(_ namespace: Namespace) {
        tables.withLock { tables in
            var table = SessionTable()
            for (key, entry) in tables[namespace]?.entries ?? [:] {
                switch entry {
                case .live(let record): table.apply(.stored(record))
                case .ended(let tombstone): table.apply(.ended(key, tombstone))
                }
            }
            tables[namespace] = table
        }
    }
}
