import SessionCore

/// What several clients saw of one store, in the order in which they saw it.
struct InterleavingHistory: Sendable {
    let calls: [ObservedCall]
    let keys: [SessionKey]
    let handles: [SessionHandle]

    /// Whether some order of the calls explains the answers.
    func verdict() -> LinearSearch.Verdict {
        var search = LinearSearch(calls.flatMap(parts))
        return search.run(from: SessionTable())
    }

    private func parts(of observed: ObservedCall) -> [LinearSearch.Part] {
        func part(
            isOptional: Bool = false, _ agrees: @escaping (inout SessionTable) -> Bool
        ) -> LinearSearch.Part {
            LinearSearch.Part(
                called: observed.called, answered: observed.answered ?? .max,
                isOptional: isOptional || observed.answered == nil, agrees: agrees)
        }
        switch (observed.call, observed.answer) {
        case (.list(let owner), .list(let records)):
            // A page is no snapshot: each session in it, or missing from it, was so at some instant of the call.
            return handles.map { handle in
                part { table in
                    let page = table.sessions(of: owner, after: nil, limit: Limits.pageRecords, at: observed.now)
                    return page.records.first { $0.handle == handle } == records.first { $0.handle == handle }
                }
            }
        case (.sweep, _):
            // A sweep may end each session at another instant, and may miss one that became due on the way.
            return keys.map { key in part(isOptional: true) { $0.sweep(key, at: observed.now) } }
        case (_, .unknown):
            return [part { table in (try? observed.call.answer(of: &table, at: observed.now)) != nil }]
        default:
            return [part { table in (try? observed.call.answer(of: &table, at: observed.now)) == observed.answer }]
        }
    }
}

extension SessionTable {
    /// Ends one session as a sweep does, and says whether there was anything to do.
    fileprivate mutating func sweep(_ key: SessionKey, at now: Timestamp) -> Bool {
        guard case .live(let record) = entries[key] else { return false }
        let isRevoked = epochs[record.owner].map { record.authenticatedAt <= $0 } ?? false
        guard let reason = isRevoked ? .revoked : record.expiry(at: now) else { return false }
        apply(.ended(key, Tombstone(of: record, reason: reason, endedAt: now)))
        return true
    }
}
