/// A store that has something to finish before the process ends: bytes to flush, a lock to give back.
///
/// ## What a backend with the ability `persistent` promises
/// 1. What was acknowledged before ``close()`` is there when the store is opened again: records, tombstones with their
///    reasons, graces, epochs and the order of lists.
/// 2. A closed store refuses every call, and to close it again does nothing.
public protocol ClosableStorage: SessionStorage {
    /// Finishes what was acknowledged and lets go of files and connections; a second call does nothing.
    ///
    /// Calls that come later throw ``StorageError/Code/unavailable``.
    func close() async throws(StorageError)
}
