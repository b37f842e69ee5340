import SessionCore

/// What is known of a call that gets no reply.
enum CallFate: Sendable {
    /// The server has seen nothing of it.
    case neverSent
    /// It was on its way and may have changed something.
    case maybeDone
    /// It was on its way and only reads.
    case unread

    /// What the caller is told.
    ///
    /// - Parameter code: for a call that changed nothing, `unavailable` or `timeout`.
    func error(_ code: StorageError.Code, _ what: String) -> StorageError {
        switch self {
        case .neverSent, .unread: StorageError(code, "\(what); nothing was changed")
        case .maybeDone: StorageError(.unknown, "\(what); whether the change was made is not known")
        }
    }
}
