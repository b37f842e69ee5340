import SessionCore

extension Transaction {
    /// What one transaction of a sweep ended or removed, and whether it left rows unseen that may be due.
    func sweep(limit: Int, at now: Timestamp) throws(StoreFailure) -> (count: Int, hasMore: Bool) {
        try trimFeed(limit: limit, at: now)
        try forgetEpochs(limit: limit, at: now)
        var slice = Slice()
        var found = try takeDue(into: &slice, limit: limit, at: now)
        if !found.hasMore { found.hasMore = try takeDeadOfEpochs(into: &slice, limit: limit - found.count, at: now) }
        let decision = try slice.decide { table in table.sweep(limit: limit, at: now) }
        return (try perform(decision, on: slice, at: now), found.hasMore)
    }

    /// Takes rows whose deadline has come. A touch leaves a row filed under its earlier deadline, so that it writes one
    /// page and not three: such a row is filed anew here, once for as many touches as there were.
    private func takeDue(
        into slice: inout Slice, limit: Int, at now: Timestamp
    ) throws(StoreFailure) -> (count: Int, hasMore: Bool) {
        var count = 0
        var refiled = 0
        while count < limit, refiled < Limits.refiledRows {
            var early: [(id: Int64, due: Timestamp)] = []
            var met = 0
            try connection.rows(.due) { statement throws(StoreFailure) in
                try statement.bind(1, now)
                try statement.bind(2, namespace)
                try statement.bind(3, Int64(limit))
            } _: { statement throws(StoreFailure) in
                let row = try SessionRow(statement, withPayload: false)
                met += 1
                if row.stored.due > now {
                    early.append((row.id, row.stored.due))
                } else if slice.table.entries[row.key] == nil {
                    slice.add(row)
                    count += 1
                }
                return true
            }
            for row in early { try refile(row.id, row.due) }
            refiled += early.count
            if met < limit { return (count, false) }
            if early.isEmpty { return (count, true) }
        }
        return (count, true)
    }

    private func refile(_ id: Int64, _ due: Timestamp) throws(StoreFailure) {
        try connection.run(.refile) { statement throws(StoreFailure) in
            try statement.bind(1, id)
            try statement.bind(2, due == .never ? nil : due.milliseconds)
        }
    }

    /// Takes sessions that an epoch has ended and no deadline has, once for each time it rose; answers whether there may
    /// be more.
    private func takeDeadOfEpochs(
        into slice: inout Slice, limit: Int, at now: Timestamp
    ) throws(StoreFailure) -> Bool {
        var limit = limit
        let raised = try epochs(.raised, [Int64(SessionCore.Limits.sweepRecords)])
        for (owner, epoch) in raised {
            guard limit > 0 else { return true }
            var met = 0
            try connection.rows(.deadOfEpoch) { statement throws(StoreFailure) in
                try statement.bind(1, owner.text)
                try statement.bind(2, namespace)
                try statement.bind(3, epoch)
                try statement.bind(4, Int64(limit))
            } _: { statement throws(StoreFailure) in
                let row = try SessionRow(statement, withPayload: false)
                met += 1
                if slice.table.entries[row.key] == nil { slice.add(row) }
                return true
            }
            if met < limit { try change(.settleEpoch, of: owner) }
            limit -= met
        }
        return raised.count == SessionCore.Limits.sweepRecords
    }

    /// Forgets epochs that were kept long enough and whose principals have no session left, as the table does.
    private func forgetEpochs(limit: Int, at now: Timestamp) throws(StoreFailure) {
        for (owner, epoch) in try epochs(.dueEpochs, [now.milliseconds, Int64(limit)]) {
            let end = epoch.advanced(by: SessionCore.Limits.tombstoneRetention)
            let isListed = try connection.row(.isListed) { statement throws(StoreFailure) in
                try statement.bind(1, namespace)
                try statement.bind(2, owner.text)
            } _: { _ in
                true
            }
            if end <= now, isListed == nil {
                try change(.forgetEpoch, of: owner)
            } else {
                let next = end > now ? end : now.advanced(by: SessionCore.Limits.tombstoneRetention)
                try change(.postponeEpoch, of: owner, to: next)
            }
        }
    }

    private func epochs(_ query: Query, _ values: [Int64]) throws(StoreFailure) -> [(Principal, Timestamp)] {
        var found: [(Principal, Timestamp)] = []
        try connection.rows(query) { statement throws(StoreFailure) in
            try statement.bind(1, namespace)
            for (place, value) in values.enumerated() { try statement.bind(Int32(place + 2), value) }
        } _: { row throws(StoreFailure) in
            guard let owner = Principal(row.text(0)) else { throw .damaged("an epoch without its principal") }
            found.append((owner, row.instant(1)))
            return true
        }
        return found
    }

    private func change(_ query: Query, of owner: Principal, to instant: Timestamp? = nil) throws(StoreFailure) {
        try connection.run(query) { statement throws(StoreFailure) in
            try statement.bind(1, namespace)
            try statement.bind(2, owner.text)
            if let instant { try statement.bind(3, instant) }
        }
    }
}
