import HTTPTypes

extension HTTPFailure {
    /// What the hall refused, in the words of HTTP.
    ///
    /// - Parameter isConditional: whether the request had an `If-Match`, which makes a conflict a failed precondition.
    init(_ error: HallError, isConditional: Bool = false) {
        var headers = HTTPFields()
        switch error.code {
        case .noCredential, .refused: headers[.wwwAuthenticate] = "Bearer"
        case .limit: headers[.retryAfter] = "\(Limits.retryAfterLimit)"
        case .unavailable, .unknown, .unreadable: headers[.retryAfter] = "\(Limits.retryAfterUnavailable)"
        case .conflict: if let version = error.detail["version"] { headers[.eTag] = "\"\(version)\"" }
        case .forbidden, .notFound, .invalid, .tooLarge: break
        }
        let isPrecondition = isConditional && error.code == .conflict && error.detail["version"] != nil
        self.init(
            isPrecondition ? .preconditionFailed : HTTPFailure.status(of: error.code),
            error.code.rawValue, error.message, detail: error.detail, headers: headers)
    }

    private static func status(of code: HallError.Code) -> HTTPResponse.Status {
        switch code {
        case .noCredential, .refused: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .conflict: .conflict
        case .invalid: .badRequest
        case .tooLarge: .contentTooLarge
        case .limit: .tooManyRequests
        case .unavailable, .unknown, .unreadable: .serviceUnavailable
        }
    }
}
