/// Why a file gives no keys: what, and what to do.
struct KeyProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
