import SessionCore

/// The few sessions that a verb is about, taken out of the file and put into a ``SessionTable``.
///
/// The rules of the contract exist once, in the table. Whoever fills a slice takes everything a rule may look at: the
/// keys on its way, the holder of a handle, the epochs of the owners.
struct Slice {
    private(set) var table = SessionTable()
    /// The keys whose payload lies in a table of its own.
    private(set) var apart: [SessionKey] = []

    /// Takes a row, and the epoch of its owner.
    mutating func add(_ row: SessionRow) {
        switch row.stored {
        case .live(let record):
            table.apply(.stored(record))
            if row.isApart { apart.append(row.key) }
            if let epoch = row.epoch { table.apply(.epochRaised(record.owner, to: epoch)) }
        case .ended(let tombstone):
            table.apply(.ended(row.key, tombstone))
        }
    }

    /// Takes an epoch.
    mutating func add(_ epoch: Timestamp, of owner: Principal) {
        table.apply(.epochRaised(owner, to: epoch))
    }

    /// Makes a key count as used, because another one has its row: whoever drew it draws again.
    mutating func occupy(_ key: SessionKey, with handle: SessionHandle) {
        table.apply(.ended(key, Tombstone(handle: handle, reason: .superseded, deadline: .never)))
    }

    /// Asks the table, whose refusals are errors of the contract and no failures of the store.
    mutating func decide<Outcome>(
        _ rule: (inout SessionTable) throws(StorageError) -> SessionDecision<Outcome>
    ) throws(StoreFailure) -> SessionDecision<Outcome> {
        do {
            return try rule(&table)
        } catch {
            throw .refused(error)
        }
    }
}
