/// Why a value is not taken, without the place where it stands.
struct ValueRefusal: Error {
    let what: String
    var allowed: String?
    var suggestion: String?

    init(_ what: String, allowed: String? = nil, suggestion: String? = nil) {
        self.what = what
        self.allowed = allowed
        self.suggestion = suggestion
    }
}
