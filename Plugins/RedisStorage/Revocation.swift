import SessionCore

/// The end of all sessions of a principal but one, step by step, so that other callers come between the steps.
///
/// The first step raises the epoch and settles the excepted session; with it everything else that was there is gone, as
/// revoked until a step buries it with the reason of this revocation.
struct Revocation: Sendable {
    private let principal: Principal
    private let arguments: [RedisArgument]
    /// What the next step continues from: the epoch, the epoch before and the last handle, as the server gave them.
    private var place: [[UInt8]] = [[], [], []]
    private var hasBegun = false
    /// How many sessions it has ended.
    private(set) var count = 0

    init(of principal: Principal, except key: SessionKey?, reason: EndReason, at now: Timestamp) {
        self.principal = principal
        arguments = [
            .text(principal.text), key.map { .key($0) } ?? .bytes([]), .reason(reason), .instant(now),
            .retention(from: now), .text(SessionHandle.random().text),
        ]
    }

    /// Takes one step; whether there is another.
    ///
    /// An error of the first step is what it says. Of a later one it is `unknown`: the epoch stands, some sessions have
    /// been buried, and the same call again goes on with the others.
    mutating func step(in store: RedisStorage) async throws(StorageError) -> Bool {
        do {
            let reply = try ScriptReply(
                await store.run(.revokeAll, on: "p:" + principal.text, arguments + place.map { .bytes($0) }))
            count += try reply.integer(0)
            place = try [reply.bytes(2), reply.bytes(3), reply.bytes(4)]
            hasBegun = true
            return try reply.integer(1) == 1
        } catch {
            guard hasBegun else { throw error }
            throw StorageError(
                .unknown,
                "\(count) sessions were ended and the others are refused as revoked, but the last step to end these failed: "
                    + "\(error.message). Call again to end the rest")
        }
    }
}
