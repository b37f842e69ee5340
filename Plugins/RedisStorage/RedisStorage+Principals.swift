import Logging
public import SessionCore

extension RedisStorage: PrincipalIndex {
    public func sessions(
        of principal: Principal, after cursor: SessionHandle?, limit: Int, at now: Timestamp
    ) async throws(StorageError) -> SessionPage {
        let limit = min(max(limit, 1), SessionCore.Limits.pageRecords)
        var page = SessionPage(records: [], next: nil)
        var handles: [SessionHandle] = []
        var from = Array((cursor?.text ?? "").utf8)
        while true {
            // One more than asked for tells whether there is another page.
            let reply = try ScriptReply(
                await run(
                    .list, on: "p:" + principal.text,
                    [
                        .text(principal.text), .bytes(from), .integer(Int64(limit + 1 - handles.count)),
                        .instant(now), .integer(Int64(Limits.stepBytes)),
                    ]))
            from = try reply.bytes(1)
            for index in stride(from: 3, to: reply.count, by: 2) {
                let isNext = handles.count == limit
                let handle = try take(reply, index, into: &page, isKept: !isNext)
                handles.append(handle)
            }
            await unlist(try reply.list(2), of: principal)
            let isThrough = try reply.integer(0) == 1
            if handles.count > limit {
                page.next = handles[limit - 1]
                return page
            }
            if isThrough { return page }
        }
    }

    /// Puts a session of a list where it belongs: with the records, or with those that cannot be read. Its handle.
    private func take(
        _ reply: ScriptReply, _ index: Int, into page: inout SessionPage, isKept: Bool
    ) throws(StorageError) -> SessionHandle {
        let bytes = try reply.bytes(index + 1)
        guard try reply.bytes(index).isEmpty else {
            let key = try reply.key(index)
            if case .live(let record)? = try? StoredValue.entry(bytes, key: key) {
                if isKept { page.records.append(record) }
                return record.handle
            }
            guard let session = StoredValue.unreadable(bytes, handle: nil) else { throw ScriptReply.strange }
            if isKept { page.unreadable.append(session) }
            return session.handle
        }
        let name = bytes.prefix { $0 != UInt8(ascii: " ") }
        guard let handle = String(validating: name, as: UTF8.self).flatMap({ SessionHandle($0) }),
            let session = StoredValue.unreadable(Array(bytes.dropFirst(name.count + 1)), handle: handle)
        else { throw ScriptReply.strange }
        if isKept { page.unreadable.append(session) }
        return handle
    }

    /// Takes out of a list what was found to lead nowhere. The list was answered without it; if this fails, the next
    /// reader finds it again.
    private func unlist(_ lost: [RedisReply], of principal: Principal) async {
        let handles: [RedisArgument] = lost.compactMap { reply in
            if case .string(let handle) = reply { .bytes(handle) } else { nil }
        }
        guard !handles.isEmpty else { return }
        do {
            _ = try await run(.unlist, on: "p:" + principal.text, [.text(principal.text)] + handles)
        } catch {
            logger.debug("A list with lost sessions could not be repaired", metadata: ["error": "\(error)"])
        }
    }

    public func revokeSessions(
        of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> Int {
        var revocation = Revocation(of: principal, except: key, reason: reason, at: now)
        while try await revocation.step(in: self) {}
        return revocation.count
    }

    public func raiseEpoch(of principal: Principal, to instant: Timestamp) async throws(StorageError) {
        _ = try await run(.raiseEpoch, on: "e:" + principal.text, [.text(principal.text), .instant(instant)])
    }

    public func epoch(of principal: Principal) async throws(StorageError) -> Timestamp? {
        let reply = try await client.call(
            RedisCommand(.text("GET"), .bytes(base + Array("e:\(principal.text)".utf8)), isWrite: false))
        switch reply {
        case .null: return nil
        case .string(let bytes):
            guard let instant = FixedNumber.instant(bytes) else { throw ScriptReply.strange }
            return instant
        case .error(let text): throw ScriptReply.failure(text)
        default: throw ScriptReply.strange
        }
    }
}
