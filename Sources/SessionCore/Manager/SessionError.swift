/// Why ``SessionManager/withSession(_:_:)`` could not do its work.
public struct SessionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What stood in the way.
    public struct Code: Sendable, Hashable {
        private enum Value: Hashable {
            case absent
            case gone(EndReason)
            case conflict, limit
        }
        private let value: Value

        /// There is no trace of such a session.
        public static let absent = Code(value: .absent)
        /// Every attempt met another writer; nothing of this one was stored.
        public static let conflict = Code(value: .conflict)
        /// A limit of the session layer was reached.
        public static let limit = Code(value: .limit)
        /// The session has ended.
        public static func gone(_ reason: EndReason) -> Code { Code(value: .gone(reason)) }

        /// The reason when the code is of a session that has ended.
        public var endReason: EndReason? {
            if case .gone(let reason) = value { return reason }
            return nil
        }
    }

    /// What stood in the way.
    public let code: Code
    /// A sentence for a person.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The sentence.
    public var description: String { message }
}
