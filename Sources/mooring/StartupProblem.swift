/// What a person has to put right before a server can start.
struct StartupProblem: Error, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
