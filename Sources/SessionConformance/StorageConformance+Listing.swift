import SessionCore

/// PrincipalIndex promises 1 to 4: lists tell what is live, in order, once.
extension StorageConformance {
    static let listing = [
        StorageConformance("createdSessionIsInTheListOfItsOwnerOnly", .index(1), needs: index, run: createdIsListed),
        StorageConformance("parallelCreationsAreAllListed", .index(1), needs: index, run: parallelIsListed),
        StorageConformance(
            "rotationMovesTheSessionToTheNewOwnersList", .index(2), needs: index, run: rotationMovesList),
        StorageConformance("pagesAreOrderedAndMeetEverySessionOnce", .index(3), needs: index, run: pagesMeetAll),
        StorageConformance("walkMeetsWhatStaysWhileOthersComeAndGo", .index(3), needs: index, run: walkDuringChanges),
        StorageConformance("limitOfAPageIsClamped", .index(3), needs: index, run: pageLimit),
        StorageConformance("endedAndExpiredSessionsAreInNoList", .index(4), needs: index, run: endedIsUnlisted),
        StorageConformance("cyclesLeaveNothingInTheLists", .index(4), needs: indexAndSweep, run: cyclesLeaveNothing),
    ]

    static let index: Set<StorageAbility> = [.principalIndex]
    static let indexAndSweep: Set<StorageAbility> = [.principalIndex, .sweepable]

    /// Scenario S26 too: a session without deadlines is listed after a century.
    private static func createdIsListed(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let century = subject.start.advanced(by: .seconds(100 * 366 * 86_400))
        for owner in 1...3 {
            let record = subject.samples.session(owner, owner: owner, idle: nil, absolute: nil)
            try await subject.create(record, in: store)
            for other in 1...4 {
                let listed = try await subject.handles(of: other, in: store, at: century)
                let expected = other <= owner ? [subject.samples.handle(other)] : []
                try subject.expect(listed, expected, "list of principal \(other) after \(owner) creations")
            }
        }
        let page = try await store.sessions(of: subject.samples.principal(1), after: nil, limit: 9, at: subject.start)
        let record = subject.samples.session(1, owner: 1, idle: nil, absolute: nil)
        try subject.expect(page, SessionPage(records: [record], next: nil), "page with the record itself")
    }

    /// Scenario S49.
    private static func parallelIsListed(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let samples = subject.samples
        let count = subject.scale.creations / 2
        _ = try await Races.all(count) { try await store.create(samples.session($0, owner: $0 % 3)) }
        for owner in 0..<3 {
            let expected = stride(from: owner, to: count, by: 3).map { samples.handle($0) }.sorted()
            let listed = try await subject.handles(of: owner, in: store, at: subject.start)
            try subject.expect(listed, expected, "list of principal \(owner) after parallel creations")
        }
    }

    /// Scenario S64.
    private static func rotationMovesList(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let (samples, start) = (subject.samples, subject.start)
        let handle = try await subject.create(samples.session(1, owner: 1), in: store).handle
        for (step, owner) in [1, 2, 2, 3, 1].enumerated() {
            let named = step == 2 ? nil : samples.principal(owner)
            let old = step == 0 ? samples.key(1) : samples.key(100 + step - 1)
            let rotation = Rotation(to: samples.key(100 + step), owner: named, graceUntil: .never)
            try subject.expect(
                await store.rotate(old, with: rotation, expecting: UInt64(step + 1), at: start),
                .rotated(UInt64(step + 2)), "rotation \(step + 1)")
            for other in 1...3 {
                let listed = try await subject.handles(of: other, in: store, at: start)
                try subject.expect(
                    listed, other == owner ? [handle] : [], "list of principal \(other) after rotation \(step + 1)")
            }
            let page = try await store.sessions(of: samples.principal(owner), after: nil, limit: 9, at: start)
            try subject.expect(page.records.first?.key, rotation.newKey, "key in the list after a rotation")
        }
    }

    /// Scenario S71 at a size that every backend bears.
    private static func pagesMeetAll(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let samples = subject.samples
        for number in 0..<100 { try await subject.create(samples.session(number, owner: number % 2), in: store) }
        let expected = stride(from: 0, to: 100, by: 2).map { samples.handle($0) }.sorted()
        for limit in [1, 7, 49, 50, 51] {
            let listed = try await subject.handles(of: 0, in: store, at: subject.start, limit: limit)
            try subject.expect(listed, expected, "walk through pages of \(limit)")
        }
        let between = try await store.sessions(
            of: samples.principal(0), after: samples.handle(1), limit: 500, at: subject.start)
        try subject.expect(
            between.records.map(\.handle), expected.filter { $0 > samples.handle(1) }, "page after a handle not in it")
        let empty = try await store.sessions(of: samples.principal(9), after: nil, limit: 9, at: subject.start)
        try subject.expect(empty, SessionPage(records: [], next: nil), "page of a principal without sessions")
    }

    private static func walkDuringChanges(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let (samples, start) = (subject.samples, subject.start)
        for number in 0..<60 { try await subject.create(samples.session(number), in: store) }
        var met: [SessionHandle] = []
        var cursor: SessionHandle?
        for step in 0..<1_000 {
            let page = try await store.sessions(of: samples.principal(0), after: cursor, limit: 5, at: start)
            met += page.records.map(\.handle)
            if step < 20 {
                try await subject.create(samples.session(100 + step), in: store)
                _ = try await store.revoke(samples.key(40 + step), reason: .revoked, at: start)
            }
            cursor = page.next
            if cursor == nil { break }
        }
        try subject.expect(cursor, nil, "cursor at the end of a walk")
        try subject.expect(Set(met).count, met.count, "distinct sessions of a walk during changes")
        try subject.expect(met, met.sorted(), "order of a walk during changes")
        let stayed = (0..<40).map { samples.handle($0) }.filter { !met.contains($0) }
        try subject.expect(stayed, [], "sessions live throughout that the walk missed")
    }

    private static func pageLimit(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let samples = subject.samples
        let count = Limits.pageRecords + 1
        for number in 0..<count { try await subject.create(samples.session(number, payload: []), in: store) }
        let first = (0..<count).map { samples.handle($0) }.sorted()
        for (limit, clamped) in [(Int.min, 1), (0, 1), (1, 1), (Int.max, Limits.pageRecords)] {
            let page = try await store.sessions(of: samples.principal(0), after: nil, limit: limit, at: subject.start)
            try subject.expect(page.records.map(\.handle), Array(first.prefix(clamped)), "page with the limit \(limit)")
            try subject.expect(page.next, first[clamped - 1], "where the page after it begins")
        }
    }

    private static func endedIsUnlisted(_ subject: ConformanceSubject) async throws {
        let store = try await subject.index()
        let (samples, start) = (subject.samples, subject.start)
        let revoked = try await subject.create(samples.session(1), in: store)
        let expired = try await subject.create(samples.session(2, idle: .seconds(1)), in: store)
        let absolute = try await subject.create(samples.session(3, absolute: .seconds(2)), in: store)
        let living = try await subject.create(samples.session(4), in: store)
        _ = try await store.revoke(revoked.key, reason: .loggedOut, at: start)
        let last = Timestamp(milliseconds: expired.idleDeadline.milliseconds - 1)
        let expected = [
            (last, [expired, absolute, living]), (expired.idleDeadline, [absolute, living]),
            (absolute.absoluteDeadline, [living]), (living.idleDeadline, []),
        ]
        for (now, records) in expected {
            let listed = try await subject.handles(of: 0, in: store, at: now)
            try subject.expect(
                listed, records.map(\.handle).sorted(), "list \(now.since(start)) after the creations")
        }
    }

    /// Scenario S66, as far as the contract shows it.
    private static func cyclesLeaveNothing(_ subject: ConformanceSubject) async throws {
        let store = try await subject.indexAndSweep()
        let (samples, start) = (subject.samples, subject.start)
        var alive: Set<SessionHandle> = []
        for cycle in 0..<subject.scale.cycles {
            let record = try await subject.create(samples.session(2 * cycle, idle: .seconds(60)), in: store)
            let new = samples.key(2 * cycle + 1)
            switch cycle % 4 {
            case 0: _ = try await store.revoke(record.key, reason: .loggedOut, at: start)
            case 1:
                let rotation = Rotation(to: new, owner: samples.principal(1), graceUntil: .never)
                _ = try await store.rotate(record.key, with: rotation, expecting: 1, at: start)
                _ = try await store.revoke(new, reason: .loggedOut, at: start)
            case 2: _ = try await store.rotate(record.key, with: Rotation(to: new), expecting: 1, at: start)
            default: break
            }
            if cycle % 4 > 1 { alive.insert(record.handle) }
        }
        let before = try await subject.handles(of: 0, in: store, at: start)
        try subject.expect(before, alive.sorted(), "list after \(subject.scale.cycles) cycles")
        let moved = try await subject.handles(of: 1, in: store, at: start)
        try subject.expect(moved, [], "list of the second owner after the cycles")
        _ = try await subject.sweepAll(store, at: start.advanced(by: .seconds(60)))
        let after = try await subject.handles(of: 0, in: store, at: start)
        try subject.expect(after, [], "list after the sweep, at an instant before the deadlines")
    }
}

extension ConformanceSubject {
    /// Every handle in the list of a principal, page by page.
    func handles(
        of owner: Int, in store: any PrincipalIndex, at now: Timestamp, limit: Int = Limits.pageRecords
    ) async throws -> [SessionHandle] {
        var handles: [SessionHandle] = []
        var cursor: SessionHandle?
        for _ in 0...scale.creations + 1_000 {
            let page = try await store.sessions(of: samples.principal(owner), after: cursor, limit: limit, at: now)
            try expect(page.records.count <= limit, true, "whether a page keeps to its limit of \(limit)")
            handles += page.records.map(\.handle)
            cursor = page.next
            if cursor == nil { return handles }
        }
        throw failure("walk through the pages of a list", expected: "an end", got: "one more page after each")
    }

    /// Sweeps until nothing is due, and answers how many records that ended or removed.
    func sweepAll(_ store: any Sweepable, at now: Timestamp) async throws -> Int {
        var total = 0
        for _ in 0...scale.creations + scale.cycles + 1_000 {
            let count = try await store.sweep(limit: Limits.sweepRecords, at: now)
            if count == 0 { return total }
            total += count
        }
        throw failure("sweeps one after another", expected: "0 at the end", got: "never 0")
    }
}
