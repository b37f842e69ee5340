import Glibc
import SessionCore

/// A call to the system that failed while the store was opened.
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

    private var text: String {
        var buffer = [CChar](repeating: 0, count: 128)
        guard strerror_r(code, &buffer, buffer.count) == 0 else { return "\(call): error \(code)" }
        return "\(call): " + String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The error for a store that could not be opened.
    func opening(_ path: String) -> StorageError {
        switch code {
        case EACCES, EPERM, ENOTDIR, ELOOP, ENOENT, ENAMETOOLONG, EINVAL, EROFS, EISDIR:
            StorageError(.misconfigured, "\(path) cannot be used for sessions (\(text))")
        case ENOSPC, EDQUOT, EFBIG: StorageError(.full, "\(path) has no room for sessions (\(text))")
        default: StorageError(.unavailable, "\(path) cannot be opened (\(text))")
        }
    }
}
