import Foundation
import Logging
import SessionConfiguration
import SessionCore
import Synchronization

/// Where cases are run: the configured backend, in namespaces of this run's own.
final class ConformanceGround: Sendable {
    /// What every namespace of every run begins with.
    static let prefix = "conformance"
    /// How often sweeps and pages are repeated before what is left is counted as it is.
    private static let rounds = 100_000

    let choice: StorageChoice
    private let dataFolder: String
    private let logger: Logger
    /// Tells this run from others, on the same medium or at the same time.
    let run = SessionHandle.random().text.prefix(8)
    private let state = Mutex<(plot: Int, isUsed: Bool, stores: [Namespace: any SessionStorage], epochs: Int)>(
        (0, false, [:], 0))

    init(_ choice: StorageChoice, dataFolder: String, logger: Logger) {
        self.choice = choice
        self.dataFolder = dataFolder
        self.logger = logger
    }

    /// Opens the backend once, so that one that cannot be used is told of as such and not case by case.
    func tryOut() async throws {
        let store = try await open("conformance-a")
        _ = try await store.load(SessionToken.random().key, at: SystemClock().now)
        _ = await clear(keepsPlot: true)
    }

    /// Opens what a case calls a namespace, as one of this run.
    func open(_ name: String) async throws -> any SessionStorage {
        let plot = state.withLock { state in
            state.isUsed = true
            return state.plot
        }
        let text = "\(ConformanceGround.prefix)-\(run)-\(plot)\(name.dropFirst(ConformanceGround.prefix.count))"
        guard let namespace = Namespace(text) else { throw StorageError(.invalid, "\(text) is no namespace") }
        let store = try await open(namespace)
        state.withLock { $0.stores[namespace] = store }
        return store
    }

    /// Whether the backend can say what is left in a namespace, and what is without a deadline can be found and ended.
    var isCounted: Bool { choice.driver.abilities.contains(.exportable) }

    /// How many epochs of principals are left: no verb removes one, and a backend may keep them by its own clock.
    var epochs: Int { state.withLock { $0.epochs } }

    /// Empties and closes what a case opened, and says how many entries could not be removed, as far as they are counted;
    /// ``epochs`` are counted apart.
    ///
    /// - Parameter keepsPlot: whether the next case may have the same namespaces, when nothing is left in them.
    func clear(keepsPlot: Bool) async -> Int {
        let stores = state.withLock { state in
            defer { state.stores = [:] }
            return state.stores
        }
        var left = 0
        var epochs = 0
        for (namespace, store) in stores {
            do {
                for entry in try await empty(store, of: namespace) {
                    if case .epoch = entry { epochs += 1 } else { left += 1 }
                }
            } catch {
                left += 1
            }
        }
        state.withLock { state in
            state.epochs += epochs
            if left + epochs > 0 || !keepsPlot || !isCounted { state.plot += 1 }
        }
        return left
    }

    private func open(_ namespace: Namespace) async throws(StorageError) -> any SessionStorage {
        try await choice.open(below: dataFolder, namespace: namespace, logger: logger)
    }

    /// Ends what lives, then sweeps when every tombstone is due; answers what an export finds afterwards.
    private func empty(_ old: any SessionStorage, of namespace: Namespace) async throws -> [StoredEntry] {
        var store = old
        if let closable = old as? any ClosableStorage {
            // The case may have closed it.
            try? await closable.close()
            store = try await open(namespace)
        }
        let end = Timestamp(milliseconds: 10_000_000_000_000)
        var left: [StoredEntry] = []
        if let exportable = store as? any Exportable {
            for entry in try await entries(of: exportable) {
                if case .session(let key, .live) = entry { _ = try await store.revoke(key, reason: .revoked, at: end) }
            }
        }
        if let sweepable = store as? any Sweepable {
            let late = end.advanced(by: Limits.tombstoneRetention + Limits.tombstoneRetention)
            for _ in 0..<ConformanceGround.rounds {
                if try await sweepable.sweep(limit: Limits.sweepRecords, at: late) == 0 { break }
            }
        }
        if let exportable = store as? any Exportable { left = try await entries(of: exportable) }
        try await (store as? any ClosableStorage)?.close()
        return left
    }

    private func entries(of store: any Exportable) async throws -> [StoredEntry] {
        var entries: [StoredEntry] = []
        var cursor: ExportCursor?
        for _ in 0..<ConformanceGround.rounds {
            let page = try await store.export(after: cursor, limit: Limits.pageRecords)
            entries += page.entries
            cursor = page.next
            if cursor == nil { break }
        }
        return entries
    }
}
