import Logging

extension SessionManager {
    /// Runs a body whose reads may be answered from what this process read a little ago, while the store is down and the
    /// ``FailurePolicy`` allows it. Everything else in it fails as ever.
    ///
    /// - Returns: what the body returned, and how old the oldest answer was that did not come from the store; nothing when
    ///   all did. Whoever must not act on old answers looks at it.
    public func readingStale<Answer>(
        _ body: () async throws -> Answer
    ) async rethrows -> (answer: Answer, age: Duration?) {
        guard stale != nil else { return (try await body(), nil) }
        let allowance = StaleAllowance()
        let answer = try await StaleAllowance.$current.withValue(allowance) { try await body() }
        return (answer, allowance.age)
    }

    /// Runs a body all of whose reads come from the store, also within ``readingStale(_:)``: what is read here is acted on.
    public func readingFresh<Answer>(_ body: () async throws -> Answer) async rethrows -> Answer {
        try await StaleAllowance.$current.withValue(nil) { try await body() }
    }

    /// How many reads were answered from memory because the store was down.
    public var staleReads: UInt64 { stale?.served.value ?? 0 }

    /// Loads from the store and remembers it; from memory when the store is down and the task may have that.
    func find(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> (outcome: LoadOutcome, isStale: Bool)
    {
        let ticket = stale?.ticket(for: key)
        do throws(StorageError) {
            let outcome = try await storage.load(key, at: now)
            if let stale, let ticket { stale.note(outcome, of: key, ticket, at: now) }
            return (outcome, false)
        } catch {
            if error.code == .corrupt {
                logger.error("A stored session cannot be read", metadata: ["error": "\(error)"])
            }
            guard error.isOfAbsence, let allowance = StaleAllowance.current,
                let (record, age) = stale?.record(key, at: now)
            else { throw error }
            allowance.used(age)
            return (.live(record), true)
        }
    }

    /// The same for a page of a list.
    func list(_ wanted: StaleReads.PageKey, at now: Timestamp) async throws(StorageError) -> SessionPage {
        let index = try index()
        let ticket = stale?.ticketForList()
        do throws(StorageError) {
            let page = try await index.sessions(
                of: wanted.principal, after: wanted.cursor, limit: wanted.limit, at: now)
            if let stale, let ticket { stale.remember(page, wanted, ticket, at: now) }
            if let first = page.unreadable.first {
                logger.error(
                    "Stored sessions in a list cannot be read",
                    metadata: ["count": "\(page.unreadable.count)", "first": "\(first.error)"])
            }
            return page
        } catch {
            guard error.isOfAbsence, let allowance = StaleAllowance.current,
                let (page, age) = stale?.page(wanted, at: now)
            else { throw error }
            allowance.used(age)
            return page
        }
    }
}

extension StorageError {
    /// Whether the store was not there to answer, which says nothing about what is in it.
    fileprivate var isOfAbsence: Bool { code == .unavailable || code == .timeout }
}
