import Glibc
import SessionCore

/// A system call that failed, and what that means for whoever waits.
struct SystemFailure: Error {
    let call: String
    let code: Int32

    /// Takes the reason of the call that has just failed on this thread.
    init(_ call: String) {
        self.init(call, code: errno)
    }

    init(_ call: String, code: Int32) {
        self.call = call
        self.code = code
    }

    /// The words of the operating system for it, such as `fdatasync: Input/output error`.
    var text: String {
        var buffer = [CChar](repeating: 0, count: 128)
        guard strerror_r(code, &buffer, buffer.count) == 0 else { return "\(call): error \(code)" }
        return "\(call): " + String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The error for a write that was undone.
    var undone: StorageError {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: StorageError(.full, "the sessions' log has no room; nothing was changed (\(text))")
        default: StorageError(.unavailable, "the sessions' log cannot be written; nothing was changed (\(text))")
        }
    }

    /// The error for a store that could not be opened.
    func opening(_ path: String) -> StorageError {
        switch code {
        case EACCES, EPERM, ENOTDIR, ELOOP, ENOENT, ENAMETOOLONG, EINVAL, EROFS, EOVERFLOW:
            StorageError(.misconfigured, "\(path) cannot be used for sessions (\(text))")
        case ENOSPC, EDQUOT, EFBIG: StorageError(.full, "\(path) has no room for sessions (\(text))")
        default: StorageError(.unavailable, "\(path) cannot be opened (\(text))")
        }
    }
}
