/// A place where session records outlive the process that wrote them.
///
/// An instance serves one namespace. All calls may come at once, from any task, in any number.
///
/// ## What every backend promises
/// 1. ``create(_:)`` stores a record of version 1 that the next load returns byte for byte, whatever bytes it holds.
/// 2. ``create(_:)`` with a key or a handle in use answers `.duplicate` and changes nothing, also when that session ended.
/// 3. ``load(_:at:)`` answers `.absent`, without an error and without writing, for a key that was never created.
/// 4. A record whose ``commit(_:for:expecting:idleDeadline:at:)`` returned is the record the next load returns, in the
///    next higher version.
/// 5. A commit that expects another version than the stored one answers `.conflict` with what is stored, and changes
///    nothing. Of any number of commits that expect one version exactly one is committed.
/// 6. A commit, touch or rotation of a key that was never created answers `.absent` and writes nothing.
/// 7. A revoked session stays revoked: no commit, touch or rotation brings it back, and each answers `.gone`.
/// 8. ``revoke(_:reason:at:)`` may be repeated; the first reason stays. Of an unknown key it answers `.absent`.
/// 9. A session is live while both deadlines are later than `now`; at the very millisecond of the earlier one it is gone,
///    and the reason names which one came. At the absolute deadline and after it, `.absent` is allowed once swept.
/// 10. ``touch(_:idleDeadline:at:)`` moves the idle deadline forward, never back, never beyond the absolute one; payload
///     and version stay.
/// 11. A commit may move the idle deadline in the same step, under the rule of promise 10. A commit and a touch that
///     race both hold.
/// 12. ``rotate(_:with:expecting:at:)`` is one step: at no instant is neither key or are both keys fully valid. Payload
///     (unless the rotation brings another), handle, kind, creation and both deadlines stay; the version rises by one;
///     `authenticatedAt` becomes `now`, or stays where it is later and the owner is the same.
/// 13. After a rotation the old key is gone as superseded; within its grace it still loads the session, whose record
///     names the new key, and commits, touches and rotations of it answer `.gone(.superseded)`. After several rotations
///     an old key leads on while each of them is in its grace, over ``Limits/graceSteps`` of them at the most.
/// 14. Revoking a key within its grace ends the session it leads to.
/// 15. A rotation to a key in use answers `.duplicate` and changes nothing; one that also expects another version
///     answers `.conflict`.
/// 16. A payload of up to ``Limits/payloadBytes`` is taken, by a store under a wrapper with its envelope around it; one
///     over ``Limits/storedPayloadBytes``, created, committed or brought by a rotation, is refused with `tooLarge` before
///     anything is written.
/// 17. Nothing written in one namespace is seen or changed from another.
/// 18. A call that throws changed nothing, or its error says `unknown`. A cancelled call is complete or undone.
public protocol SessionStorage: Sendable {
    /// Stores a new session. Promises 1, 2, 16.
    func create(_ record: SessionRecord) async throws(StorageError) -> CreateOutcome

    /// Finds a session by its key. Promises 3, 9, 13.
    func load(_ key: SessionKey, at now: Timestamp) async throws(StorageError) -> LoadOutcome

    /// Replaces the payload if the stored version is the expected one. Promises 4 to 7, 11, 16.
    ///
    /// - Parameter idleDeadline: a later idle deadline to set in the same step, or nothing to leave it.
    func commit(
        _ payload: [UInt8], for key: SessionKey, expecting version: UInt64, idleDeadline: Timestamp?, at now: Timestamp
    ) async throws(StorageError) -> CommitOutcome

    /// Moves the idle deadline without rewriting the payload. Promises 6, 7, 10.
    func touch(
        _ key: SessionKey, idleDeadline: Timestamp, at now: Timestamp
    ) async throws(StorageError) -> TouchOutcome

    /// Moves the session to another key, and to another owner if one is named, in one step. Promises 12, 13, 15, 16.
    func rotate(
        _ key: SessionKey, with rotation: Rotation, expecting version: UInt64, at now: Timestamp
    ) async throws(StorageError) -> RotateOutcome

    /// Ends a session and leaves a tombstone. Promises 7, 8, 14.
    func revoke(
        _ key: SessionKey, reason: EndReason, at now: Timestamp
    ) async throws(StorageError) -> RevokeOutcome
}
