import SessionCore

/// Why the hall did not do what it was asked. Nothing was changed unless the message says so.
///
/// Both doors turn it into their own words: HTTP into a status and one JSON shape, the window protocol into a response.
package struct HallError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The word that programs go by.
    package enum Code: String, Sendable, Hashable {
        /// Nothing was shown of who the caller is.
        case noCredential = "no-credential"
        /// What was shown is not trusted.
        case refused
        /// The caller is known and may not do this.
        case forbidden
        /// There is no such thing, or the caller may not know of it.
        case notFound = "not-found"
        /// Somebody else changed it first.
        case conflict
        /// What was asked makes no sense.
        case invalid
        /// More bytes than are taken.
        case tooLarge = "too-large"
        /// A named limit was reached.
        case limit
        /// The store, or the system, cannot do it at present.
        case unavailable
        /// Whether it was done is not known.
        case unknown
        /// What is stored cannot be read by this version.
        case unreadable
    }

    package let code: Code
    /// A sentence for people.
    package let message: String
    /// What programs may want beside the code; the current version of a conflict, for example.
    package let detail: [String: String]

    package init(_ code: Code, _ message: String, detail: [String: String] = [:]) {
        self.code = code
        self.message = message
        self.detail = detail
    }

    package var description: String { "\(code.rawValue): \(message)" }

    static func notFound(_ what: String) -> HallError { HallError(.notFound, "there is no such \(what)") }
    static func invalid(_ message: String) -> HallError { HallError(.invalid, message) }
    static func limit(_ message: String) -> HallError { HallError(.limit, message) }
    static let unreadable = HallError(
        .unreadable, "what is stored of it cannot be read; nothing was changed, and the server has logged why")
    static let forbidden = HallError(.forbidden, "your role does not allow this")
    static let noCredential = HallError(.noCredential, "nothing was shown that says who you are")
    static let refused = HallError(.refused, "what was shown of who you are is not, or no longer, trusted")
}

extension HallError {
    init(_ error: StorageError) {
        switch error.code {
        case .unknown: self.init(.unknown, "the store did not answer in time; whether it was done is not known")
        case .tooLarge: self.init(.tooLarge, error.message)
        case .corrupt: self = .unreadable
        default: self.init(.unavailable, "the store is not available; nothing was changed")
        }
    }

    init(_ error: SessionError) {
        switch error.code {
        case .conflict: self.init(.conflict, error.message)
        case .limit: self.init(.limit, error.message)
        default: self = .notFound("session")
        }
    }

    /// Anything the session layer throws.
    init(any error: any Error) {
        switch error {
        case let error as HallError: self = error
        case let error as StorageError: self.init(error)
        case let error as SessionError: self.init(error)
        default: self.init(.unavailable, "the server could not do it; nothing was changed")
        }
    }
}
