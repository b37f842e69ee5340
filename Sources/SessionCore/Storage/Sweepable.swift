/// A store that can make room by removing what has ended.
///
/// ## What a backend with this ability promises
/// 1. A sweep removes nothing that ``SessionStorage/load(_:at:)`` at the same instant would call live.
/// 2. A session past its idle deadline becomes a tombstone until its absolute deadline, or for
///    ``Limits/tombstoneRetention`` where that is sooner; past its absolute deadline nothing of it remains.
/// 3. It ends or removes at most `limit` records a call and returns how many: 0 says that there is nothing left to do.
/// 4. Its cost follows the number of records that are due, not the number that are stored.
public protocol Sweepable: SessionStorage {
    /// Removes what is due at an instant. Promises 1 to 4.
    ///
    /// - Parameter limit: how many records at the most; clamped to 1 … ``Limits/sweepRecords``.
    func sweep(limit: Int, at now: Timestamp) async throws(StorageError) -> Int
}
