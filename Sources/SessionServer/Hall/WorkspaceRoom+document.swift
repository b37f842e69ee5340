import SessionCore
import Synchronization

extension WorkspaceRoom {
    /// Changes the document in the store, again on the newer version when somebody else came first, and shows it.
    ///
    /// - Parameters:
    ///   - version: the version the caller has seen; another one is a conflict instead of a reason to try again.
    ///   - change: is given the document and whether the workspace was never written to.
    func change<Answer>(
        expecting version: UInt64? = nil,
        _ change: (inout WorkspaceDocument, _ isFresh: Bool) throws(HallError) -> Answer
    ) async throws(HallError) -> Answer {
        var record = try await liveRecord()
        for _ in 0..<SessionCore.Limits.commitAttempts {
            if let version, record.version != version { throw WorkspaceRoom.conflict(record.version) }
            let before = try WorkspaceRoom.document(in: record)
            var document = before
            let answer = try change(&document, record.payload.isEmpty)
            if document == before, !record.payload.isEmpty {
                adopt(before, version: record.version, key: record.key)
                return answer
            }
            switch try await commit(document, for: record) {
            case .committed(let version):
                adopt(document, version: version, key: record.key)
                publish()
                return answer
            case .conflict(let current): record = current
            case .gone, .absent: throw .notFound("workspace")
            }
        }
        throw HallError(.conflict, "others changed the workspace again and again; try once more")
    }

    /// Reads the document from the store.
    func load() async throws(HallError) {
        let record = try await liveRecord()
        adopt(try WorkspaceRoom.document(in: record), version: record.version, key: record.key)
    }

    func liveRecord() async throws(HallError) -> SessionRecord {
        let outcome: LoadOutcome
        do {
            outcome = try await lookUp()
        } catch {
            throw HallError(error)
        }
        guard case .live(let record) = outcome else { throw .notFound("workspace") }
        return record
    }

    private func commit(
        _ document: WorkspaceDocument, for record: SessionRecord
    ) async throws(HallError) -> CommitOutcome {
        let payload = try JSONCoding.bytes(of: document)
        do {
            return try await hall.sessions.commit(payload, for: record)
        } catch {
            throw HallError(error)
        }
    }

    private static func document(in record: SessionRecord) throws(HallError) -> WorkspaceDocument {
        guard !record.payload.isEmpty else { return WorkspaceDocument(name: standardName) }
        guard let document = JSONCoding.value(WorkspaceDocument.self, from: record.payload), document.schema == 1 else {
            throw HallError(
                .unreadable, "workspace \(record.handle) cannot be read by this version; nothing was changed")
        }
        return document
    }

    private static func conflict(_ version: UInt64) -> HallError {
        HallError(.conflict, "the workspace has changed since you read it", detail: ["version": "\(version)"])
    }
}
