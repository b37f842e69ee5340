import CSQLite
import SessionCore

/// Why something inside the store did not work, before it is known what that means for whoever waits.
enum StoreFailure: Error {
    /// A rule of the contract refused the call; nothing was written.
    case refused(StorageError)
    /// The library failed, with its extended code, its words, and the reason of the operating system.
    case library(code: Int32, text: String, system: Int32)
    /// What was read makes no sense.
    case damaged(String)

    /// The code of the library without its extension, or nothing when something else failed.
    var primaryCode: Int32? {
        if case .library(let code, _, _) = self { code & 0xff } else { nil }
    }

    /// Whether another connection had what was needed for longer than there was time.
    var isBusy: Bool {
        primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED || primaryCode == SQLITE_PROTOCOL
    }

    /// The error for a call during which nothing can have been changed.
    var undone: StorageError { error(isCertain: true) }

    /// The error for calls whose transaction was being made durable.
    var committing: StorageError { error(isCertain: false) }

    private func error(isCertain: Bool) -> StorageError {
        switch self {
        case .refused(let error): error
        case .damaged(let what):
            StorageError(.corrupt, "the sessions' database is damaged (\(what)); restore it from a copy")
        case .library(let code, let text, _):
            StoreFailure.error(code, "\(text), code \(code)", isCertain: isCertain)
        }
    }

    private static func error(_ code: Int32, _ text: String, isCertain: Bool) -> StorageError {
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL:
            StorageError(.timeout, "another process kept the sessions' database; nothing was changed (\(text))")
        case SQLITE_FULL: full(text)
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            StorageError(.corrupt, "the sessions' database is damaged (\(text)); restore it from a copy")
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
            StorageError(.misconfigured, "the sessions' database cannot be written; see its file's rights (\(text))")
        case SQLITE_ERROR:
            StorageError(.misconfigured, "the sessions' database is not as this version made it (\(text))")
        case SQLITE_TOOBIG: StorageError(.tooLarge, "the library takes no value so large (\(text))")
        case SQLITE_IOERR where !isCertain:
            StorageError(.unknown, "the disk failed while sessions were written; load, and retry by version (\(text))")
        default: StorageError(.unavailable, "the sessions' database did not answer; nothing was changed (\(text))")
        }
    }

    private static func full(_ text: String) -> StorageError {
        StorageError(.full, "the sessions' database has no room; nothing was changed (\(text))")
    }
}
