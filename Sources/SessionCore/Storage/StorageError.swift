/// A store failed, and the code says what the caller may do about it.
///
/// A key that does not exist, a conflict and an ended session are not errors: they are outcomes of the verbs.
public struct StorageError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What the caller may do.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String, CaseIterable {
            case unavailable, timeout, unknown, corrupt, misconfigured, tooLarge, invalid, full
        }
        private let value: Value

        /// Nothing was changed; try again later.
        public static let unavailable = Code(value: .unavailable)
        /// Nothing was changed before the deadline; try again later.
        public static let timeout = Code(value: .timeout)
        /// Whether the change was made is not known; load, and retry by version.
        public static let unknown = Code(value: .unknown)
        /// What is stored cannot be read; do not retry.
        public static let corrupt = Code(value: .corrupt)
        /// The store cannot work as it is set up; call a person.
        public static let misconfigured = Code(value: .misconfigured)
        /// A payload or a name is over its limit; nothing was written.
        public static let tooLarge = Code(value: .tooLarge)
        /// An argument makes no sense; nothing was written.
        public static let invalid = Code(value: .invalid)
        /// There is no room left; nothing was changed.
        public static let full = Code(value: .full)

        /// Every code there is.
        static var all: [Code] { Value.allCases.map(Code.init(value:)) }

        /// The code as one word, for logs and answers.
        public var description: String { value.rawValue }
    }

    /// What the caller may do.
    public let code: Code
    /// What happened, where, and what to do, for a person. Never a token, a key or a payload.
    public let message: String

    /// Makes an error with a code and a sentence for a person.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The code and the sentence.
    public var description: String { "\(code): \(message)" }
}
