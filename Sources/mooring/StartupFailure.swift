import Glibc
import NIOCore
import SessionConfiguration
import SessionCore
import SessionServer

/// What stands in the way of a server, in words that say what to do.
enum StartupFailure {
    /// - Parameter server: where the server was to listen.
    static func sentence(for error: any Error, at server: ServerSettings) -> String {
        switch error {
        case let error as StartupProblem: error.description
        case let error as ServerSetupError: error.description
        case let error as StorageError: "the store cannot be used: \(error.message)"
        case let error as IdentityError: "an identity strategy cannot be used: \(error.reason)"
        case is SocketAddressError.UnknownHost: "\(server.host): no such host is known; \(anotherHost)"
        case let error as IOError: listening(error.errnoCode, at: server) ?? "\(error)"
        default: "\(error)"
        }
    }

    /// Why the system does not let the server listen; nothing for a failure of another kind.
    private static func listening(_ code: CInt, at server: ServerSettings) -> String? {
        switch code {
        case EADDRINUSE:
            "port \(server.port) of \(server.host) is in use already; choose another with --port, or stop the other server"
        case EACCES:
            "the system does not allow listening on port \(server.port) of \(server.host); "
                + "a port below 1024 needs privileges"
        case EADDRNOTAVAIL: "\(server.host): no address of this machine; \(anotherHost)"
        default: nil
        }
    }

    private static let anotherHost = "choose another with --host or server.host, such as 127.0.0.1"
}
