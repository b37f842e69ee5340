import SessionCore

/// Exportable promises 2 to 4: what is restored answers as where it came from, and undoes nothing.
extension StorageConformance {
    static let restoring = [
        StorageConformance("restoredStoreAnswersAsTheOneItCameFrom", .export(2), needs: export, run: restoresAll),
        StorageConformance("restoredStoreGoesOnAsTheModel", .export(2), needs: fullExport, run: restoredGoesOn),
        StorageConformance(
            "restoringTellsNoEvent", .export(2), needs: [.exportable, .changeFeed], run: restoresQuietly),
        StorageConformance(
            "restoredEntriesAreThereAfterReopening", .closing(1), needs: [.exportable, .persistent],
            run: restoredReopen),
        StorageConformance("cancelledRestoreIsCompleteOrUndone", .export(2), needs: export, run: cancelledRestore),
        StorageConformance("tooManyEntriesAreRefused", .export(2), needs: export, run: tooManyEntries),
        StorageConformance("restoringUndoesNothing", .export(3), needs: export, run: undoesNothing),
        StorageConformance("restoringMayComeInAnyOrderAndAgain", .export(3), needs: export, run: anyOrder),
        StorageConformance(
            "restoringNeverLowersAnEpoch", .export(3), needs: [.exportable, .principalIndex], run: keepsEpochs),
        StorageConformance("oneSessionUnderTwoKeysBecomesOne", .export(4), needs: export, run: oneHandle),
    ]

    private static let fullExport: Set<StorageAbility> = [.exportable, .principalIndex, .sweepable]

    private static func restoresAll(_ subject: ConformanceSubject) async throws {
        let (store, twin) = (try await subject.exportable(), try await subject.exportableTwin())
        let model = try await subject.furnish(store)
        let walk = try await subject.exported(store)
        try await subject.restore(walk, into: twin)
        try subject.agree(await subject.exported(twin), Set(walk), "export of what was restored")
        for seconds in [0, 29, 30, 60, 90] {
            let now = subject.start.advanced(by: .seconds(seconds))
            for key in model.entries.keys {
                try subject.expect(await twin.load(key, at: now), model.load(key, at: now), "load of what was restored")
            }
        }
    }

    private static func restoredGoesOn(_ subject: ConformanceSubject) async throws {
        typealias Full = Exportable & PrincipalIndex & Sweepable
        let name = "Exportable & PrincipalIndex & Sweepable"
        let store = try subject.ability(await subject.store(), name) { $0 as? any Full }
        let twin = try subject.ability(await subject.twin(), name) { $0 as? any Full }
        for history in 0..<max(1, subject.scale.histories / 4) {
            var run = RandomHistory(subject, stream: history)
            for _ in 0..<subject.scale.steps / 2 { try await run.stepWithLists(store) }
            let walk = try await subject.exported(store)
            try await subject.restore(walk, into: twin)
            for _ in 0..<subject.scale.steps / 2 { try await run.stepWithLists(twin) }
        }
    }

    private static func restoresQuietly(_ subject: ConformanceSubject) async throws {
        typealias Able = Exportable & ChangeFeed
        let store = try subject.ability(await subject.store(), "Exportable & ChangeFeed") { $0 as? any Able }
        let twin = try subject.ability(await subject.twin(), "Exportable & ChangeFeed") { $0 as? any Able }
        _ = try await subject.furnish(store)
        try await subject.restore(subject.exported(store), into: twin)
        try subject.expect(await subject.events(twin).count, 0, "events told of what was restored")
        _ = try await twin.revoke(subject.samples.key(3), reason: .loggedOut, at: subject.start)
        let changes = try await subject.events(twin).map(\.change)
        try subject.expect(changes, [.ended(.loggedOut)], "events of a restored session that ends")
    }

    private static func restoredReopen(_ subject: ConformanceSubject) async throws {
        let (store, twin) = (try await subject.exportable(), try await subject.exportableTwin())
        _ = try await subject.furnish(store)
        let walk = try await subject.exported(store)
        try await subject.restore(walk, into: twin)
        if let closable = twin as? any ClosableStorage { try await closable.close() }
        let again = try await subject.exportableTwin()
        try subject.agree(await subject.exported(again), Set(walk), "export of what was restored before reopening")
    }

    private static func cancelledRestore(_ subject: ConformanceSubject) async throws {
        let store = try await subject.exportable()
        var generator = subject.generator(12)
        for round in 0..<max(20, subject.scale.races / 4) {
            let records = (0..<20).map { subject.samples.session(round * 20 + $0) }
            let answer = try await cancelled(&generator) {
                try await store.restore(records.map { .session($0.key, .live($0)) })
                return true
            }
            var found = 0
            for record in records where try await store.load(record.key, at: subject.start) == .live(record) {
                found += 1
            }
            let allowed = answer.isDone.map { [$0 ? 20 : 0] } ?? [0, 20]
            try subject.expect(found, oneOf: allowed, "restored sessions of twenty after \(answer)")
        }
    }

    private static func tooManyEntries(_ subject: ConformanceSubject) async throws {
        let store = try await subject.exportable()
        let records = (0...Limits.pageRecords).map { subject.samples.session($0, payload: []) }
        try await subject.refused(.invalid, "restoring one entry more than a page may have") {
            try await store.restore(records.map { .session($0.key, .live($0)) })
        }
        try subject.expect(await store.load(records[0].key, at: subject.start), .absent, "load of one of them")
        try await store.restore([])
        try await store.restore(records.dropLast().map { .session($0.key, .live($0)) })
        try subject.expect(await subject.exported(store).count, Limits.pageRecords, "entries after as many as may be")
    }

    private static func undoesNothing(_ subject: ConformanceSubject) async throws {
        let store = try await subject.exportable()
        let (samples, start) = (subject.samples, subject.start)
        let record = try await subject.create(samples.session(1), in: store)
        _ = try await store.commit([7], for: record.key, expecting: 1, idleDeadline: nil, at: start)
        let present = try await subject.live(store, record.key, at: start, "load after a commit")
        try await store.restore([.session(record.key, .live(record))])
        try subject.expect(
            await store.load(record.key, at: start), .live(present), "load after a lower version was restored")
        var (sooner, later) = (present, present)
        sooner.idleDeadline = start.advanced(by: .seconds(60))
        later.idleDeadline = present.idleDeadline.advanced(by: .seconds(60))
        later.touchedAt = start.advanced(by: .seconds(60))
        for restored in [later, sooner] {
            try await store.restore([.session(record.key, .live(restored))])
            try subject.expect(
                await store.load(record.key, at: start), .live(later), "load after equal versions were restored")
        }
        var higher = later
        (higher.version, higher.payload) = (9, [9, 9])
        try await store.restore([.session(record.key, .live(higher))])
        try subject.expect(await store.load(record.key, at: start), .live(higher), "load after a higher version")
        _ = try await store.revoke(record.key, reason: .loggedOut, at: start)
        higher.version = 99
        try await store.restore([.session(record.key, .live(higher))])
        try subject.expect(
            await store.load(record.key, at: start), .gone(.loggedOut), "load after a session was restored that ended")
        let tombstone = Tombstone(of: higher, reason: .revoked, endedAt: start)
        try await store.restore([.session(record.key, .ended(tombstone))])
        try subject.expect(
            await store.load(record.key, at: start), .gone(.loggedOut), "load after another tombstone was restored")
        let other = try await subject.create(samples.session(2), in: store)
        let end = Tombstone(of: other, reason: .revoked, endedAt: start)
        try await store.restore([.session(other.key, .ended(end))])
        try subject.expect(
            await store.load(other.key, at: start), .gone(.revoked), "load of a live session whose end was restored")
        try subject.expect(await store.create(other), .duplicate, "creation under the key of a restored tombstone")
    }

    private static func keepsEpochs(_ subject: ConformanceSubject) async throws {
        let store = try subject.ability(await subject.store(), "Exportable & PrincipalIndex") {
            $0 as? any Exportable & PrincipalIndex
        }
        let (owner, start) = (subject.samples.principal(0), subject.start)
        let record = try await subject.create(subject.samples.session(1), in: store)
        for (seconds, expected) in [(-60, -60), (-30, -30), (-90, -30), (60, 60), (0, 60)] {
            try await store.restore([.epoch(owner, start.advanced(by: .seconds(seconds)))])
            try subject.expect(
                await store.epoch(of: owner), start.advanced(by: .seconds(expected)), "epoch after one was restored")
        }
        try subject.expect(
            await store.load(record.key, at: start), .gone(.revoked), "load after a later epoch was restored")
    }

    private static func oneHandle(_ subject: ConformanceSubject) async throws {
        let store = try await subject.exportable()
        let (samples, start) = (subject.samples, subject.start)
        for isReversed in [false, true] {
            let base = isReversed ? 10 : 1
            let record = samples.session(base)
            let moved = record.rotated(by: Rotation(to: samples.key(base + 100)), at: start)
            let entries = [record, moved].map { StoredEntry.session($0.key, .live($0)) }
            for entry in isReversed ? entries.reversed() : entries { try await store.restore([entry]) }
            let order = isReversed ? "the higher version first" : "the lower version first"
            try subject.expect(
                await store.load(record.key, at: start), .gone(.superseded), "load of the lower version, \(order)")
            try subject.expect(
                await store.load(moved.key, at: start), .live(moved), "load of the higher version, \(order)")
        }
    }
}
