import NIOCore
import SessionCore

/// What stands in the way of a server, in words that say what to do.
enum StartupFailure {
    static func sentence(for error: any Error) -> String {
        switch error {
        case let error as StorageError: "the store cannot be used: \(error.message)"
        case let error as IdentityError: "an identity strategy cannot be used: \(error.reason)"
        case let error as IOError where error.errnoCode == 98:
            "the address is in use already; choose another with --port, or stop the other server"
        case let error as IOError where error.errnoCode == 13:
            "the system does not allow listening there; a port below 1024 needs privileges"
        default: "\(error)"
        }
    }
}
