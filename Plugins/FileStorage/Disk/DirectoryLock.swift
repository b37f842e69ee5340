import Glibc
import SessionCore

/// The right to write in a folder: one process, or one store of a process, has it at a time.
///
/// The system gives it back when the process ends, however it ends; the file stays and says who was last.
struct DirectoryLock: ~Copyable, Sendable {
    static let name = "lock"
    private let file: OpenFile

    /// Takes the lock, or throws `misconfigured` with the process id of whoever has it.
    init(in directory: borrowing StoreDirectory) throws(StorageError) {
        file = try DirectoryLock.openLocked(directory)
    }

    private static func openLocked(_ directory: borrowing StoreDirectory) throws(StorageError) -> OpenFile {
        let holder: [UInt8]
        do throws(SystemFailure) {
            let file = try directory.openOrCreate(name)
            if flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 {
                try file.truncate(to: 0)
                try file.write(Array("\(getpid())\n".utf8), at: 0)
                return file
            }
            guard errno == EWOULDBLOCK else { throw SystemFailure("flock") }
            holder = try file.read(Limits.lockBytes, at: 0)
        } catch {
            throw error.opening(directory.path)
        }
        throw refusal(directory.path, holder: holder)
    }

    private static func refusal(_ path: String, holder: [UInt8]) -> StorageError {
        let digits = String(decoding: holder.prefix { (48...57).contains($0) }, as: UTF8.self)
        let who = digits.isEmpty ? "another process" : "process \(digits)"
        return StorageError(
            .misconfigured,
            "\(path) is in use by \(who); only one at a time may write there. Stop it, or choose another path")
    }
}
