/// Why a token is not trusted, for the server's log: constant words, nothing of the token.
struct TokenRefusal: Error, Hashable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
