/// Something was shown and is not trusted, or could not be judged.
///
/// Nothing shown is not an error: a strategy answers it with nothing. After an error no other strategy is asked.
public struct IdentityError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What the caller may do.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case refused, ambiguous, unavailable, misconfigured
        }
        private let value: Value

        /// What was shown is not trusted. Outside, unknown, expired and revoked look the same.
        public static let refused = Code(value: .refused)
        /// Two different identities were shown at once.
        public static let ambiguous = Code(value: .ambiguous)
        /// It could not be judged, because a store or a key server failed; try again later.
        public static let unavailable = Code(value: .unavailable)
        /// The strategy cannot work as it is set up; call a person.
        public static let misconfigured = Code(value: .misconfigured)

        /// The code as one word.
        public var description: String { value.rawValue }
    }

    /// What the caller may do.
    public let code: Code
    /// Why, for the log of the server; not for the other end, and never with a credential in it.
    public let reason: String

    /// Makes an error with a code and a reason for the server's own log.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The code and the reason.
    public var description: String { "\(code): \(reason)" }
}
