public import Hummingbird
import SessionCore

/// Why a request did not get, or did not keep, its session, and what its caller is told.
public struct SessionFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What stood in the way.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case unavailable, unknown, conflict, ended, tooLarge, ambiguous, oversized, misdirected, closed
        }
        private let value: Value

        /// The store failed and the payload was not changed; 503. It is never answered as "not signed in".
        public static let unavailable = Code(value: .unavailable)
        /// The store failed and whether the change was made is not known; 503.
        public static let unknown = Code(value: .unknown)
        /// Another request changed the session first, and this one gave no closure to run again; its changes are not
        /// stored; 409.
        public static let conflict = Code(value: .conflict)
        /// The session ended while the request ran; its changes are not stored; 401.
        public static let ended = Code(value: .ended)
        /// The payload is over the limit of the session layer; nothing was stored; 413.
        public static let tooLarge = Code(value: .tooLarge)
        /// The request showed two different session cookies; 400.
        public static let ambiguous = Code(value: .ambiguous)
        /// The request's cookies are more than are looked at; 431.
        public static let oversized = Code(value: .oversized)
        /// A cookie for plain HTTP was asked for under a name that is not the machine's own; 421.
        public static let misdirected = Code(value: .misdirected)
        /// The session was changed after its request had ended, in front of the middleware, or too often; 500.
        public static let closed = Code(value: .closed)

        /// The code as one word.
        public var description: String { value.rawValue }
    }

    /// What stood in the way.
    public let code: Code
    /// A sentence for a person; never a token, a key or a payload.
    public let message: String

    /// The code and the sentence.
    public var description: String { "\(code): \(message)" }

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    static let tooLarge = SessionFailure(
        .tooLarge, "the session would be larger than \(SessionCore.Limits.payloadBytes) bytes")

    /// What a failure of the store is to the caller of a request.
    init(_ error: StorageError) {
        switch error.code {
        case .tooLarge: self = .tooLarge
        case .unknown: self.init(.unknown, "the sessions cannot be reached; whether this was stored is not known")
        default: self.init(.unavailable, "the sessions cannot be reached; this was not stored, try again later")
        }
    }

    /// The status with which the middleware answers.
    public var status: HTTPResponse.Status {
        switch code {
        case .conflict: .conflict
        case .ended: .unauthorized
        case .tooLarge: .contentTooLarge
        case .ambiguous: .badRequest
        case .oversized: .requestHeaderFieldsTooLarge
        case .misdirected: .misdirectedRequest
        case .closed: .internalServerError
        default: .serviceUnavailable
        }
    }

    /// The answer of a middleware that was given no other: the status and the sentence as plain text.
    public var response: Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: message + "\n")))
    }
}
